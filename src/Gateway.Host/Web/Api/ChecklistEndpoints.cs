using Gateway.Adapters.Configuration;
using Gateway.Host.Security;
using Gateway.Pipeline.Checklists.Export;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.Host.Web.Api;

/// <summary>An area's newest checklist as JSON, XLSX (as Annex 1 prints it) or CSV.</summary>
internal static class ChecklistEndpoints
{
    public static void MapChecklists(this RouteGroupBuilder api)
    {
        Map(api, "", "application/json; charset=utf-8", (stream, name, list) => ChecklistJson.Write(stream, name, list));
        Map(api, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (stream, name, list) => ChecklistWorkbook.Write(stream, name, list));
        Map(api, ".csv", "text/csv; charset=utf-8", (stream, _, list) => ChecklistCsv.Write(stream, list));
    }

    private static void Map(RouteGroupBuilder api, string ending, string type, Action<Stream, string, StoredChecklist> write) =>
        api.MapGet("/checklists/{area:length(6)}" + ending, async (
                string area, HttpContext context, ChecklistStore lists, IAdapterDirectory adapters, CancellationToken cancellationToken) =>
            {
                if (area != CountyKeyFilter.AreaOf(context))
                {
                    return (IResult)Problems.Of(Problems.Foreign, "API 密钥只能读取本地区的清单");
                }

                if (await lists.FindAsync(area, null, cancellationToken) is not { } list)
                {
                    return Problems.Of(Problems.NotFound, "本地区尚未编制清单");
                }

                using var buffer = new MemoryStream();
                write(buffer, adapters.Areas.First(x => x.Area == area).Name, list);
                return Results.File(buffer.ToArray(), type, ending.Length == 0 ? null : $"{area}{ending}");
            })
            .WithName($"getChecklist{ending.Replace('.', '_')}").WithSummary("本地区最新的跨部门综合监管事项清单").WithProblems(401, 403, 404, 429, 503);
}
