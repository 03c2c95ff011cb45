using System.Text.Json.Nodes;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>One way to spoil a valid result; <see cref="Member"/> is what a good problem report names.</summary>
internal sealed record Defect(string Name, string Member, Action<JsonObject> Spoil)
{
    public static readonly IReadOnlyList<Defect> All =
    [
        new("id_format", "id", body => body["id"] = body["id"] + " 号"),
        new("version_zero", "version", body => body["version"] = 0),
        new("other_area", "area", body => body["area"] = (string?)body["area"] == "610502" ? "610503" : "610502"),
        new("action_name_missing", "actionName", body => body.Remove("actionName")),
        new("action_name_long", "actionName", body => body["actionName"] = new string('检', 201)),
        new("matters_empty", "matters", body => body["matters"] = new JsonArray()),
        new("matter_code_short", "matters", body => body["matters"] = new JsonArray(new JsonObject { ["code"] = "6101000100000" })),
        new("implement_code_short", "implementCode", body => body["matters"] = new JsonArray(new JsonObject { ["code"] = "61010001000000", ["implementCode"] = "1" })),
        new("kind_unknown", "kind", body => Part(body, "subject")["kind"] = "08"),
        new("subject_name_missing", "name", body => Part(body, "subject")["name"] = " "),
        new("uscc_check_digit", "credentialCode", body => Credential(body, "001", Uscc.WithWrongCheck((string?)Part(body, "leadDept")["code"] ?? ""))),
        new("id_check_digit", "credentialCode", body =>
            Credential(body, "111", IdNumber.WithWrongCheck(IdNumber.Make("610502", new DateOnly(1980, 1, 1), 7)))),
        new("party_missing", "party", body => { Part(body, "subject")["kind"] = "14"; body.Remove("party"); }),
        new("lead_department_code", "leadDept", body =>
            Part(body, "leadDept")["code"] = Uscc.WithWrongCheck((string?)Part(body, "leadDept")["code"] ?? "")),
        new("one_inspector", "inspectors", body => body["inspectors"] = new JsonArray(new JsonObject { ["name"] = "王建国", ["lawNo"] = "SX61050200001" })),
        new("inspector_without_certificate", "inspectors", body => (body["inspectors"]?[1] as JsonObject)?.Remove("lawNo")),
        new("started_after_checked", "checkedOn", body => body["startedOn"] = "2099-01-01"),
        new("checked_after_entered", "enteredAt", body => body["enteredAt"] = "2020-01-01T08:00:00+08:00"),
        new("results_empty", "results", body => body["results"] = new JsonArray()),
        new("result_unknown", "results", body => body["results"] = new JsonArray("Excellent")),
        new("results_contradict", "results", body => body["results"] = new JsonArray("NoProblemFound", "ProblemPending")),
        new("form_unknown", "form", body => body["form"] = "03"),
        new("disposal_unknown", "disposal", body => body["disposal"] = "forgotten"),
        new("unknown_member", "remark", body => body["remark"] = "样例"),
        new("entered_at_missing", "enteredAt", body => body.Remove("enteredAt")),
        new("exemption_without_approval", "exemption", body => body["exemption"] = new JsonObject { ["ground"] = "商业秘密" }),
        new("exemption_ground_unknown", "ground", body => body["exemption"] = Exemption("领导要求")),
        new("state_secret", "ground", body => body["exemption"] = Exemption("国家秘密")),
    ];

    private static JsonObject Part(JsonObject body, string member) =>
        body[member] as JsonObject ?? throw new InvalidOperationException($"a valid result has {member}");

    private static void Credential(JsonObject body, string type, string code) =>
        (Part(body, "subject")["credentialType"], Part(body, "subject")["credentialCode"]) = (type, code);

    private static JsonObject Exemption(string ground) =>
        new() { ["ground"] = ground, ["approvalNo"] = "不公示1号", ["approvedBy"] = "分管局长甲", ["approvedOn"] = "2026-01-05" };
}
