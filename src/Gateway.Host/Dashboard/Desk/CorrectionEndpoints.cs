using Gateway.Host.Security;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>Edit and resend, as pages.</summary>
internal static class CorrectionEndpoints
{
    public static void MapCorrections(this RouteGroupBuilder desk)
    {
        desk.MapGet("/corrections/new", async (string area, string id, HttpContext context, CorrectionDesk corrections, CancellationToken cancellationToken) =>
            await corrections.ShowAsync(area, id, cancellationToken) is { } shown
                ? DeskEndpoints.Page(CorrectionPage.Edit(DeskEndpoints.Frame(context), shown))
                : DeskEndpoints.Missing(context));
        desk.MapGet("/corrections/{id:long}", async (long id, HttpContext context, CorrectionStore corrections, CancellationToken cancellationToken) =>
            await corrections.FindAsync(id, cancellationToken) is { } found
                ? DeskEndpoints.Page(CorrectionPage.Show(DeskEndpoints.Frame(context), found))
                : DeskEndpoints.Missing(context));
        desk.MapPost("/corrections", ProposeAsync);
        desk.MapPost("/corrections/{id:long}", DecideAsync);
    }

    private static async Task<IResult> ProposeAsync(HttpContext context, CorrectionDesk corrections, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (area, id) = (form["area"].ToString(), form["id"].ToString());
        if (await corrections.ShowAsync(area, id, cancellationToken) is not { } shown || form["version"] != shown.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            return DeskEndpoints.Refused(context, "所示版本已不是最高版本：请重新打开");
        }

        var written = form.Where(x => x.Key.StartsWith(CorrectionPage.FieldPrefix, StringComparison.Ordinal))
            .ToDictionary(x => x.Key[CorrectionPage.FieldPrefix.Length..], x => x.Value.ToString());
        if (form["newField"].ToString() is { Length: > 0 } added)
        {
            written[added] = form["newValue"].ToString();
        }

        IReadOnlyList<FieldChange> changes;
        try
        {
            changes = await corrections.ChangesOfAsync(shown, written, cancellationToken);
        }
        catch (System.Text.Json.JsonException)
        {
            return DeskEndpoints.Refused(context, "以 [ 或 { 开头的值应为有效的 JSON");
        }

        return Answer(context, await corrections.ProposeAsync(
            area, id, shown.Version, changes, form["reason"].ToString(), LoginGate.OperatorOf(context), cancellationToken));
    }

    private static async Task<IResult> DecideAsync(long id, HttpContext context, CorrectionDesk corrections, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return form["decision"].ToString() is "approve" or "decline"
            ? Answer(context, await corrections.DecideAsync(
                id, form["decision"] == "approve", form["words"].ToString(), LoginGate.OperatorOf(context), cancellationToken))
            : DeskEndpoints.Refused(context, "请选择批准或不批准");
    }

    private static IResult Answer(HttpContext context, CorrectionOutcome outcome) => outcome switch
    {
        CorrectionOutcome.Done done => Results.LocalRedirect($"/desk/corrections/{done.Correction.Id}"),
        CorrectionOutcome.Refused refused => DeskEndpoints.Refused(
            context, string.Join("；", [refused.Why, .. refused.Problems.Select(x => $"{x.Field} {x.Message}")])),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
