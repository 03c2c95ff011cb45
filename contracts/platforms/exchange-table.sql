-- 平台 5 exchange-table：前置库的表结构（库表交换）。
-- PostgreSQL 写法，openGauss、人大金仓（Kingbase）同样可用：只用 varchar、text、timestamp、主键与普通索引。
-- 时间为北京时间，不带时区。列名、表名可由区县的适配器配置改写（adapters/profiles/exchange-table.yaml）。
-- 一行是一次变更：cd_id 是变更的编号（主键），record_unique_identity 是记录的标识，cd_operation 为 i 新增、u 修改、d 删除（整行）。
-- cd_time 相同的行可以有多条；行可能晚到、乱序提交。

-- 监管对象名录（平台写，网关只读）
create table t_jgdx (
  cd_id varchar(64) not null,
  cd_time timestamp(0) not null,
  cd_source varchar(32),
  cd_batch varchar(20),
  cd_operation varchar(1),
  record_unique_identity varchar(256),
  subject_kind varchar(8),
  subject_name varchar(400),
  credential_type varchar(8),
  credential_code varchar(64),
  reg_no varchar(64),
  legal_person varchar(200),
  address_registered varchar(600),
  address_operating varchar(600),
  area_number varchar(12),
  industry_code varchar(16),
  company_type varchar(64),
  reg_capital varchar(200),
  establish_date varchar(20),
  status varchar(8),
  tags varchar(600),
  contact_phone varchar(64),
  constraint pk_t_jgdx primary key (cd_id)
);
-- 增量按 (cd_time, cd_id) 续读；全量取每条记录的最后一次变更
create index ix_t_jgdx_cursor on t_jgdx (cd_time, cd_id);

-- 监管事项目录清单（平台写，网关只读）
create table t_jgsx (
  cd_id varchar(64) not null,
  cd_time timestamp(0) not null,
  cd_source varchar(32),
  cd_batch varchar(20),
  cd_operation varchar(1),
  record_unique_identity varchar(256),
  supervise_item_code varchar(32),
  supervise_item_name varchar(600),
  supervise_subitem_name varchar(600),
  supervise_dept_name varchar(200),
  supervise_dept_code varchar(32),
  supervise_object varchar(600),
  supervise_mode varchar(200),
  set_basis text,
  supervise_level varchar(32),
  item_type varchar(8),
  item_class varchar(16),
  industry_code varchar(16),
  area_number varchar(12),
  task_version varchar(16),
  task_state varchar(4),
  plan_effective_date varchar(20),
  plan_cancel_date varchar(20),
  implement_code varchar(32),
  constraint pk_t_jgsx primary key (cd_id)
);
-- 增量按 (cd_time, cd_id) 续读；全量取每条记录的最后一次变更
create index ix_t_jgsx_cursor on t_jgsx (cd_time, cd_id);

-- 网关读到哪里：一表一消费者一行，只有该消费者自己修改，只向前移动
create table t_exchange_state (
  table_name varchar(128) not null,
  consumer varchar(64) not null,
  cd_time timestamp(0),
  cd_id varchar(64),
  taken_at timestamp(0) not null,
  constraint pk_t_exchange_state primary key (table_name, consumer)
);

-- 检查行为（网关写，只插入；从不修改或删除任何行）。cd_id 默认为“标识-版本”，已被较早批次用过时其后再加“-批次号”
create table t_jgxw_check_action (
  cd_id varchar(128) not null,
  cd_time timestamp(0) not null,
  cd_source varchar(32) not null,
  cd_batch varchar(20) not null,
  cd_operation varchar(1) not null,
  record_unique_identity varchar(96) not null,
  supervise_item_implement_code varchar(14), -- 监管事项目录编码
  supervise_item_check_icode varchar(19), -- 检查实施清单编码
  check_action_name varchar(200), -- 检查行为名称
  check_action_code varchar(64), -- 检查行为编码
  implement_institution varchar(200), -- 实施机构
  implement_institution_code varchar(18), -- 实施机构统一社会信用代码
  entrust_dept varchar(200), -- 委托部门
  entrust_dept_code varchar(18), -- 委托部门代码
  supervise_object varchar(400), -- 监管对象
  administrative_cp varchar(400), -- 行政相对人
  administrative_cp_na varchar(1), -- 1 公民 2 法人 3 其他组织
  administrative_cp_ce_type varchar(3), -- 证件类型
  administrative_cp_ui_code varchar(64), -- 证件号码
  address_registered varchar(600), -- 注册地址
  address_operating varchar(600), -- 经营地址
  area_number varchar(6), -- 行政区划代码
  check_form varchar(2), -- 01 日常 02 专项
  check_type varchar(200), -- 检查类型
  check_mode varchar(200), -- 检查方式
  check_result varchar(1), -- 1 合格 2 不合格 3 未检查 4 合理缺项
  check_date varchar(10), -- yyyy-MM-dd
  check_personnel varchar(1000), -- 检查人员，英文逗号分隔
  check_personnel_code varchar(1000), -- 执法证号，与人员一一对应
  submitted_date varchar(19), -- yyyy-MM-dd HH:mm:ss
  submitted_personnel varchar(200), -- 填报人
  plan_id varchar(64), -- 计划编号
  company_type varchar(64), -- 企业类型
  constraint pk_t_jgxw_check_action primary key (cd_id)
);
create index ix_t_jgxw_check_action_record on t_jgxw_check_action (record_unique_identity);
create index ix_t_jgxw_check_action_day on t_jgxw_check_action (area_number, submitted_date);

-- 平台的答复（平台写，网关只读）：0 已接收；2001 缺失、2002 格式、2003 代码未知、2004 已存在而内容不同、2005 操作顺序错误
create table t_jgxw_check_action_back (
  cd_id varchar(128) not null,
  back_code varchar(8) not null,
  back_msg varchar(600),
  back_time timestamp(0) not null
);
create index ix_t_jgxw_check_action_back_id on t_jgxw_check_action_back (cd_id);
