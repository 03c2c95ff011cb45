using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Certification.Switching;

/// <summary><c>Gateway:Mode</c>.</summary>
public sealed class ModeOptions
{
    public const string Production = "production";

    /// <summary>
    /// <c>trial</c>: every configured adapter is on. <c>production</c>: one that is not certified as it is configured is off. It has to be said: a
    /// demonstration or a test must never wait for reports by accident, and production is told apart by nothing else.
    /// </summary>
    [AllowedValues("trial", Production, ErrorMessage = "Gateway__Mode 应为 trial（试运行，默认）或 production（正式运行：未通过验证的适配器不启用）")]
    public string Mode { get; set; } = "trial";
}
