using Gateway.Host.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Host.Web.Api;

/// <summary>What the OpenAPI document says beyond the endpoints.</summary>
internal static class OpenApiDescription
{
    private const string Scheme = "county-key";

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "渭南市跨部门综合监管数据网关 · 接收接口", Version = "1",
            Description = "区县系统提交抽查检查结果、查询状态。每个区县一把 API 密钥，只能读写本地区的数据；可用 Idempotency-Key 安全重发。",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = CountyKeyFilter.Header },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    });
}
