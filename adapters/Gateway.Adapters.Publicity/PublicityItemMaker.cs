using Gateway.Adapters.CodeMaps;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Publicity;

/// <summary>Makes the item of a result, or its withdrawal. Source: the table “Result → target”, target 2.</summary>
internal sealed class PublicityItemMaker(PublicityOptions options)
{
    private readonly ResultCodeMap _codes = new(options.ResultCodes);

    public Mapping Map(Shareable shareable)
    {
        var id = RecordId.Of(shareable.Result);
        if (shareable.Operation == DeliveryOperation.Withdraw)
        {
            return new Mapping.Mapped([new WireRow(id, Withdrawal(id, shareable))]);
        }

        var (codes, missing) = _codes.Map(shareable.Result.Results!);
        return missing.Count > 0 ? NoCode.For(missing) : new Mapping.Mapped([new WireRow(id, Item(id, shareable, codes))]);
    }

    private static byte[] Withdrawal(string id, Shareable shareable) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(PublicityPayload.Id, id);
        writer.WriteString("reason", shareable.Reason ?? "");
        writer.WriteString("basis", shareable.Basis ?? shareable.Reason ?? "");
        writer.WriteEndObject();
    });

    private byte[] Item(string id, Shareable shareable, IReadOnlyList<(ResultCode Canonical, string Target)> codes)
    {
        var (result, facts) = (shareable.Result, shareable.Facts);
        var (subject, lead) = (result.Subject!, result.LeadDept!);
        string[] values =
        [
            id,
            subject.Name!,
            subject.CredentialCode!,
            subject.RegNo ?? facts.RegNo ?? "",
            lead.Code!,
            lead.Name!,
            result.SpotCheck == true ? "1" : "2",
            WireText.Date(result.CheckedOn!.Value),
            string.Join(',', codes.Select(code => code.Target)),
            string.Join(options.TextSeparator, codes.Select(code => code.Canonical.Chinese())),
            result.TaskCode ?? "",
            result.TaskName ?? "",
        ];
        return WireJson.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (column, value) in PublicityItem.Columns.Zip(values))
            {
                writer.WriteString(options.Columns[column], value);
            }

            writer.WriteEndObject();
        });
    }
}
