namespace Gateway.Adapters.Mappings.Steps;

/// <summary>The closed set of steps.</summary>
internal static class StepCompiler
{
    public static CompiledStep Compile(MappingStep step, Func<string, int> placeOf, TimeProvider time) => step switch
    {
        { Trim: true } => new TrimText(),
        { Fold: true } => new FoldText(),
        { Split: { } split } => new SplitText(split),
        { Member: { } member } => new MemberText(member),
        { Regex: { } regex } => new MatchText(regex),
        { Date: { } date } => new DateValue(date),
        { Number: { } number } => new NumberValue(number),
        { Codes: { } codes } => new CodeValue(codes, codes.On is { } on ? placeOf(on) : -1, time),
        { Default: { } value } => new DefaultText(value),
        _ => throw new ArgumentException("步骤没有写明做什么", nameof(step)),
    };
}
