using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>The intake's rules (profile 9) in the tests' own words: the members that are wrong.</summary>
internal static partial class CountyRules
{
    private const string Codes =
        "NoProblemFound Unreachable ClosedOrLiquidating Obstructed Deregistered LicenceRevoked Cancelled MovedOut ProblemPending NotPublicised Falsified OtherViolation CorrectedOnOrder NotEngaged Suspended";

    private static readonly string[] Violations = ["Obstructed", "ProblemPending", "NotPublicised", "Falsified", "OtherViolation", "CorrectedOnOrder"];

    private static readonly string[] Members =
    [
        "id", "version", "area", "planCode", "taskCode", "taskName", "checklistItemCode", "actionName", "matters", "subject", "party", "leadDept", "joinDepts",
        "method", "form", "checkType", "spotCheck", "startedOn", "checkedOn", "results", "details", "inspectors", "disposal", "exemption", "enteredBy", "enteredAt",
    ];

    public static IReadOnlyList<string> Problems(JsonObject body, string area)
    {
        var problems = body.Select(member => member.Key).Except(Members).ToList();
        void Must(bool holds, string member)
        {
            if (!holds)
            {
                problems.Add("/" + member);
            }
        }

        Must(Identity().IsMatch(Text(body["id"])), "id");
        Must(Text(body["version"]) is var version && version.Length > 0 && version != "0", "version");
        Must(Text(body["area"]) == area, "area");
        Must(Text(body["actionName"]) is { Length: > 0 and <= 200 }, "actionName");
        var matters = List(body["matters"]);
        Must(matters.Count > 0 && matters.All(matter => Fourteen().IsMatch(Text(matter["code"]))), "matters");
        Must(matters.All(matter => matter["implementCode"] is not { } code || (Text(code).Length == 19 && CheckDigits.Uscc(Text(code)[..18]))), "matters/implementCode");
        var subject = (body["subject"] as JsonObject)!;
        Must(Kind().IsMatch(Text(subject["kind"])), "subject/kind");
        Must(!string.IsNullOrWhiteSpace(Text(subject["name"])), "subject/name");
        Must(IsCredential(subject), "subject/credentialCode");
        var party = body["party"] as JsonObject;
        Must(party is not null || Text(subject["kind"])[0] != '1', "party");
        Must(party is null || (IsCredential(party) && Text(party["nature"]) is "1" or "2" or "3"), "party/credentialCode");
        Must(CheckDigits.Uscc(Text(body["leadDept"]!["code"])) && Text(body["leadDept"]!["name"]).Length > 0, "leadDept");
        Must(List(body["joinDepts"]).All(department => CheckDigits.Uscc(Text(department["code"]))), "joinDepts");
        Must(Text(body["method"]).Length > 0, "method");
        Must(Text(body["form"]) is "01" or "02", "form");
        Must(Text(body["checkType"]).Length > 0, "checkType");
        Must(Text(body["spotCheck"]) is "true" or "false", "spotCheck");
        var results = body["results"] is JsonArray list ? list.Select(Text).ToList() : [];
        Must(results.Count > 0 && results.All(Codes.Split(' ').Contains) && !(results.Contains("NoProblemFound") && results.Any(Violations.Contains)), "results");
        var inspectors = List(body["inspectors"]);
        Must(inspectors.Count >= 2 && inspectors.All(one => Text(one["name"]).Length > 0 && Text(one["lawNo"]).Length > 0), "inspectors");
        Must(Text(body["disposal"]) is "none" or "correctionOrdered" or "caseFiled" or "transferred" or "judicial", "disposal");
        Must(Text(body["enteredBy"]).Length > 0, "enteredBy");
        Dates(body, Must);
        if (body["exemption"] is JsonObject exemption)
        {
            Must(Text(exemption["ground"]) is "社会公共利益" or "商业秘密" or "个人隐私", "exemption/ground");
            Must(Text(exemption["approvalNo"]).Length > 0 && Text(exemption["approvedOn"]).Length > 0 && Text(exemption["approvedBy"]) is { Length: > 0 } approver
                && approver != Text(body["enteredBy"]), "exemption/approvedBy");
        }

        return problems;
    }

    /// <summary>The day in Shanghai of an RFC 3339 time; without an offset it is Shanghai's already.</summary>
    public static DateOnly? DayOf(string text) =>
        !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? null
        : DateOnly.FromDateTime((Offset().IsMatch(text) ? at.ToOffset(TimeSpan.FromHours(8)) : at).DateTime);

    public static string Text(JsonNode? node) => node?.ToString() ?? "";

    public static IReadOnlyList<JsonObject> List(JsonNode? node) => node is JsonArray array ? [.. array.OfType<JsonObject>()] : [];

    private static void Dates(JsonObject body, Action<bool, string> must)
    {
        var (entered, started, on) = (DayOf(Text(body["enteredAt"])), Text(body["startedOn"]), Text(body["checkedOn"]));
        must(started.Length == 10 && string.CompareOrdinal(started, on) <= 0, "checkedOn");
        must(entered is { } day && string.CompareOrdinal(on, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) <= 0, "enteredAt");
    }

    private static bool IsCredential(JsonObject of) => Text(of["credentialType"]) switch
    {
        "001" => CheckDigits.Uscc(Text(of["credentialCode"])),
        "111" => Text(of["credentialCode"]).Length == 18 && CheckDigits.Id(Text(of["credentialCode"])),
        "099" => Text(of["credentialCode"]).Length > 0,
        _ => false,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,40}\z")]
    private static partial Regex Identity();

    [GeneratedRegex(@"\A[0-9]{14}\z")]
    private static partial Regex Fourteen();

    [GeneratedRegex(@"\A(0[1-7]|1[1-7])\z")]
    private static partial Regex Kind();

    [GeneratedRegex(@"(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Offset();
}
