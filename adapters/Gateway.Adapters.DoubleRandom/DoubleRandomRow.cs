using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.DoubleRandom;

/// <summary>Makes the item of a result, or its withdrawal. Source: the table “Result → target”, target 4.</summary>
internal sealed class DoubleRandomRow(DoubleRandomOptions options)
{
    private readonly ResultCodeMap _codes = new(options.ResultCodes);

    public Mapping Map(Shareable shareable)
    {
        var id = RecordId.Of(shareable.Result);
        if (shareable.Operation == DeliveryOperation.Withdraw)
        {
            return new Mapping.Mapped([new WireRow(id, Withdrawal(id, shareable.Reason ?? ""))]);
        }

        var (codes, missing) = _codes.Map(shareable.Result.Results!);
        return missing.Count > 0
            ? NoCode.For(missing)
            : new Mapping.Mapped([new WireRow(id, Item(id, shareable.Result, [.. codes.Select(code => code.Target)]))]);
    }

    private static byte[] Withdrawal(string id, string reason) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    });

    private byte[] Item(string id, InspectionResult result, IReadOnlyList<string> codes) => WireJson.Write(writer =>
    {
        var (subject, names) = (result.Subject!, options.Columns);
        writer.WriteStartObject();
        writer.WriteString(names["id"], id);
        writer.WriteString(names["taskCode"], result.TaskCode ?? "");
        writer.WriteString(names["subjectCode"], subject.CredentialCode);
        writer.WriteString(names["subjectName"], subject.Name);
        writer.WriteString(names["deptCode"], result.LeadDept!.Code);
        writer.WriteString(names["checkDate"], WireText.Date(result.CheckedOn!.Value));
        writer.WriteStartArray(names["results"]);
        foreach (var code in codes)
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        writer.WriteStartArray(names["inspectors"]);
        foreach (var inspector in result.Inspectors!)
        {
            writer.WriteStringValue(inspector.LawNo);
        }

        writer.WriteEndArray();
        writer.WriteString(names["disposal"], options.Disposals[DoubleRandomFields.NameOf(result.Disposal!.Value)]);
        writer.WriteEndObject();
    });
}
