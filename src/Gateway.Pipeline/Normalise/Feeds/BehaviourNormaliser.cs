using Gateway.Adapters.Identifiers;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Normalise.Values;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Normalise.Feeds;

/// <summary>Reads 检查 (1), 强制 (2), 其他 (3) and 处罚 (4) alike: what a table does not have is absent.</summary>
public sealed class BehaviourNormaliser(FieldCipher cipher) : IFeedNormaliser
{
    private static readonly FeedSchema Schema = FeedSchemas.Behaviour;
    private static readonly int Table = Schema["table"], ActionName = Schema["actionName"], Code = Schema["itemCode"], CredentialType = Schema["credentialType"],
        CredentialCode = Schema["credentialCode"], ActedOn = Schema["actedOn"], SubmittedAt = Schema["submittedAt"];

    public Feed Feed => Feed.Behaviour;

    public IReadOnlyList<string> Columns => BehaviourRow.Columns;

    public Normalised Normalise(string area, RawRow row, Findings findings)
    {
        var read = new RowReader(Schema, row, findings);
        var name = read.Name(ActionName);
        var table = read.Code(Table);
        if (table is not ("1" or "2" or "3" or "4"))
        {
            read.Fail(ReasonCodes.KindUnknown, Table, table, "行为类别不是 1 检查、2 强制、3 其他、4 处罚 之一");
        }

        var itemCode = read.Code(Code);
        if (!ItemCode.IsValid(itemCode))
        {
            read.Fail(ReasonCodes.ItemCodeInvalid, Code, itemCode, "监管事项目录编码不是14位数字");
        }

        var type = read.Code(CredentialType);
        var uscc = type == "001" ? read.Uscc(CredentialCode) : null;
        var other = type switch
        {
            "001" => null,
            "111" => read.IdNumber(CredentialCode, required: true),
            _ => read.Code(CredentialCode),
        };
        var actedOn = read.Date(ActedOn);
        var submitted = DateText.Read(read.Raw(SubmittedAt));
        if (submitted.Moment is null)
        {
            read.Fail(ReasonCodes.DateInvalid, SubmittedAt, read.Raw(SubmittedAt), "报送时间缺失或不是有效的时间");
        }

        return read.Defect is { } defect
            ? defect
            : new BehaviourRow
            {
                TableNo = table ?? "",
                ItemCode = itemCode,
                ImplementCode = read.Code(Schema["implementCode"]),
                ActionName = name,
                ActionCode = read.Code(Schema["actionCode"]),
                OrganName = read.Text(Schema["organName"]),
                OrganCode = read.Department(Schema["organCode"]),
                EntrustName = read.Text(Schema["entrustName"]),
                EntrustCode = read.Department(Schema["entrustCode"]),
                ObjectSealed = Sealed(read.Text(Schema["object"])),
                PartyNameSealed = Sealed(read.Text(Schema["partyName"])),
                PartyNature = read.Code(Schema["partyNature"]),
                CredentialType = type,
                Uscc = uscc,
                CredentialHash = (uscc ?? other) is { } number ? cipher.LookupHash(number) : null,
                CredentialSealed = Sealed(other),
                AddressRegisteredSealed = Sealed(read.Text(Schema["addressRegistered"])),
                AddressOperatingSealed = Sealed(read.Text(Schema["addressOperating"])),
                AreaReceived = read.Raw(Schema["area"]),
                Form = read.Code(Schema["form"]),
                CheckType = read.Text(Schema["checkType"]),
                CheckMode = read.Text(Schema["checkMode"]),
                Result = read.Text(Schema["result"]),
                ActedOn = actedOn,
                PersonnelSealed = Sealed(read.Text(Schema["personnel"])),
                PersonnelCodesSealed = Sealed(read.Text(Schema["personnelCodes"])),
                SubmittedAt = submitted.Moment,
                SubmittedBySealed = Sealed(read.Text(Schema["submittedBy"])),
                PlanCode = read.Code(Schema["planCode"]),
                CompanyType = read.Text(Schema["companyType"]),
                Basis = read.Text(Schema["basis"]),
            }.WithEnvelope(read, row);
    }

    private byte[]? Sealed(string? value) => value is null ? null : cipher.Protect(value);
}
