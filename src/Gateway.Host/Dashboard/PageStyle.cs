namespace Gateway.Host.Dashboard;

/// <summary>The look of the gateway's own pages: no script, no file from elsewhere.</summary>
internal static class PageStyle
{
    public const string Css =
        """
        :root{--ink:#1c2733;--soft:#5b6b7b;--line:#e1e7ee;--paper:#fff;--back:#f3f6f9;--brand:#1f5fae;--good:#15803d;--bad:#b91c1c;--wait:#a16207}
        *{box-sizing:border-box}body{margin:0;font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:var(--ink);background:var(--back)}
        header{background:var(--brand);color:#fff;padding:14px 28px;display:flex;gap:24px;align-items:baseline;flex-wrap:wrap}
        header h1{font-size:19px;margin:0;font-weight:600}header a{color:#dbe9fb;text-decoration:none}header a:hover{text-decoration:underline}
        header .at{margin-left:auto;color:#cfe0f5;font-size:13px}main{padding:22px 28px;max-width:1500px;margin:0 auto}
        section{background:var(--paper);border:1px solid var(--line);border-radius:8px;margin:0 0 20px;overflow:auto}
        h2{font-size:16px;margin:0;padding:12px 18px;border-bottom:1px solid var(--line)}h2 small{color:var(--soft);font-weight:400;margin-left:10px}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:6px 12px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line)}
        th{background:#f8fafc;color:var(--soft);font-weight:500;font-size:13px}td.t,th.t{text-align:left}td.w{white-space:normal;min-width:16em}tr:last-child td{border-bottom:0}
        tr.area td{background:#f8fafc;font-weight:600;text-align:left}.zero{color:#b6c0cb}.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.wait{color:var(--wait)}
        .cards{display:flex;gap:16px;flex-wrap:wrap;margin:0 0 20px}.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:12px 20px;min-width:150px}
        .card b{display:block;font-size:24px;line-height:1.3}.card span{color:var(--soft);font-size:13px}
        .row{display:flex;gap:14px;flex-wrap:wrap;align-items:end;padding:12px 18px;margin:0}.row label{display:flex;flex-direction:column;color:var(--soft);font-size:13px}.row label.check{flex-direction:row;gap:6px;align-items:center}
        .row input:not([type=checkbox]),input.wide{padding:6px 9px;border:1px solid #c5d0db;border-radius:6px;font:inherit}input.wide{width:100%;min-width:16em}
        .row button{padding:7px 16px;border:0;border-radius:6px;background:var(--brand);color:#fff;font:inherit;cursor:pointer}.row button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #f0b429;outline-offset:1px}
        .row span{color:var(--soft);font-size:13px}.said{background:#fff8e1;border:1px solid #f0d890;border-radius:8px;padding:10px 18px;margin:0 0 20px}pre{margin:0;padding:12px 18px;overflow:auto;font-size:13px}
        form.login{max-width:360px;margin:12vh auto;background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:28px 32px}
        form.login h1{font-size:18px;margin:0 0 18px}form.login label{display:block;color:var(--soft);font-size:13px;margin:12px 0 4px}
        form.login input{width:100%;padding:9px 11px;border:1px solid #c5d0db;border-radius:6px;font:inherit}
        form.login button{margin-top:20px;width:100%;padding:10px;border:0;border-radius:6px;background:var(--brand);color:#fff;font:inherit;cursor:pointer}
        form.login p{color:var(--bad);margin:0 0 8px}
        """;
}
