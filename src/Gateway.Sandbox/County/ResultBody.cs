using System.Text.Json.Nodes;
using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>Writes a result as the body of profile 9; members that are absent are left out.</summary>
internal static class ResultBody
{
    public static JsonObject Write(CountyResult result)
    {
        var body = new JsonObject { ["id"] = result.Id, ["version"] = result.Version, ["area"] = result.Area };
        Add(body, "planCode", result.Plan?.Code);
        Add(body, "taskCode", result.Task?.Code);
        Add(body, "taskName", result.Task?.Name);
        body["actionName"] = result.ActionName;
        body["matters"] = Array(result.Matters, matter =>
        {
            var written = new JsonObject { ["code"] = matter.Code };
            Add(written, "implementCode", matter.ImplementCode);
            return written;
        });
        body["subject"] = Subject(result.Subject);
        if (result.Party is { } party)
        {
            body["party"] = new JsonObject
            {
                ["name"] = party.Name,
                ["nature"] = party.Nature,
                ["credentialType"] = party.CredentialType,
                ["credentialCode"] = party.CredentialCode,
            };
        }

        body["leadDept"] = Write(result.LeadDepartment);
        body["joinDepts"] = Array(result.JoinDepartments, Write);
        body["method"] = result.Method;
        body["form"] = result.Form;
        body["checkType"] = result.CheckType;
        body["spotCheck"] = result.SpotCheck;
        body["startedOn"] = TextVariety.IsoDate(result.Dates.StartedOn);
        body["checkedOn"] = TextVariety.IsoDate(result.Dates.CheckedOn);
        body["results"] = Array(result.Codes, code => JsonValue.Create(code));
        body["details"] = result.Details;
        body["inspectors"] = Array(result.Inspectors, inspector => new JsonObject { ["name"] = inspector.Name, ["lawNo"] = inspector.LawNumber });
        body["disposal"] = result.Disposal;
        if (result.Exemption is { } exemption)
        {
            body["exemption"] = new JsonObject
            {
                ["ground"] = exemption.Ground,
                ["approvalNo"] = exemption.ApprovalNumber,
                ["approvedBy"] = exemption.ApprovedBy,
                ["approvedOn"] = TextVariety.IsoDate(exemption.ApprovedOn),
            };
        }

        body["enteredBy"] = result.EnteredBy;
        body["enteredAt"] = result.Dates.EnteredAt;
        return body;
    }

    private static JsonObject Subject(CountySubject subject)
    {
        var written = new JsonObject
        {
            ["kind"] = subject.Kind,
            ["name"] = subject.Name,
            ["credentialType"] = subject.CredentialType,
            ["credentialCode"] = subject.CredentialCode,
        };
        Add(written, "regNo", subject.RegistrationNumber);
        Add(written, "address", subject.Address);
        return written;
    }

    private static JsonObject Write(Department department) => new() { ["code"] = department.Code, ["name"] = department.Name };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    private static void Add(JsonObject to, string member, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to[member] = value;
        }
    }
}
