using System.CommandLine;

namespace Gateway.Host.Cli.Adapters;

/// <summary>The group <c>gateway adapters</c>: what an integrator does with a county's adapters.</summary>
internal static class AdaptersVerb
{
    public static Command Create() => new("adapters", "适配器：配置、试探、验证")
    {
        CheckVerb.Create(), ShowVerb.Create(), InitVerb.Create(), DryRunVerb.Create(), SchemaVerb.Create(), ProbeVerb.Create(),
        CertifyVerb.Create(),
    };
}
