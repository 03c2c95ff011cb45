using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Identifiers;

namespace Gateway.Adapters.Configuration.Counties;

[AttributeUsage(AttributeTargets.Property)]
internal sealed class UsccAttribute() : ValidationAttribute("应为 18 位统一社会信用代码，校验位正确（GB 32100）")
{
    public override bool IsValid(object? value) => value is string code && Uscc.Check(code) == UsccVerdict.Valid;
}
