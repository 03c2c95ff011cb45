using System.Text.Json.Serialization.Metadata;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>What tells penalties and licences apart; all else is the same for both.</summary>
public abstract class RecordKind<T>
    where T : class, ICreditRecord
{
    public abstract DocumentTable Table { get; }

    internal abstract string StoredKind { get; }

    /// <summary>Of a context: strict as it comes in, or lenient as it is kept.</summary>
    internal abstract JsonTypeInfo<T> TypeIn(RecordJson context);

    /// <summary>What the kind asks for beyond what both ask for.</summary>
    internal abstract void Check(T record, ProblemList problems);

    /// <summary>Every text of the record that may be shown to everybody.</summary>
    internal abstract IEnumerable<string?> Texts(T record);

    /// <summary>失信程度, where the kind has one.</summary>
    public abstract Severity? SeverityOf(T record);
}

/// <summary>行政处罚.</summary>
public sealed class PenaltyKind : RecordKind<Penalty>
{
    public override DocumentTable Table => DocumentTable.Penalty;

    internal override string StoredKind => AuditKinds.PenaltiesStored;

    internal override JsonTypeInfo<Penalty> TypeIn(RecordJson context) => context.Penalty;

    internal override void Check(Penalty record, ProblemList problems) => PenaltyRules.Check(record, problems);

    internal override IEnumerable<string?> Texts(Penalty record) =>
        [record.ViolationType, record.Facts, record.Basis, record.Content, record.SuspendedLicence, record.Remark];

    public override Severity? SeverityOf(Penalty record) => record.Severity;
}

/// <summary>行政许可.</summary>
public sealed class LicenceKind : RecordKind<Licence>
{
    public override DocumentTable Table => DocumentTable.Licence;

    internal override string StoredKind => AuditKinds.LicencesStored;

    internal override JsonTypeInfo<Licence> TypeIn(RecordJson context) => context.Licence;

    internal override void Check(Licence record, ProblemList problems) => LicenceRules.Check(record, problems);

    internal override IEnumerable<string?> Texts(Licence record) => [record.DocumentName, record.Category, record.CertificateName, record.Content];

    public override Severity? SeverityOf(Licence record) => null;
}
