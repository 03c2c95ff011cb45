using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration;

/// <summary>
/// The areas and their adapters as configured: the only door through which the pipeline reaches a platform. It knows no platform's
/// name. It may change at any moment: who looks twice in one run or batch takes <see cref="Current"/> once, at its beginning, and keeps the
/// version with what it does.
/// </summary>
public interface IAdapterDirectory
{
    /// <summary>The directory as it is now, which never changes.</summary>
    IAdapterDirectory Current => this;

    /// <summary>All areas, ascending by code.</summary>
    IReadOnlyList<AreaSettings> Areas { get; }

    /// <summary>Digest of the effective configuration without secrets: kept with every run.</summary>
    string Version { get; }

    /// <summary>Every effective value with its origin, by area; secrets only as set or not. Empty where the directory has no settings.</summary>
    IReadOnlyList<EffectiveSetting> Effective => [];

    /// <summary>The source of an area's feed, or <see langword="null"/> when the area does not pull it.</summary>
    ISource? SourceOf(string area, Feed feed);

    /// <summary>All targets of an area, in a stable order.</summary>
    IReadOnlyList<ISink> SinksOf(string area);
}

/// <summary>One area as configured in its county file.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">监管层级 of its checklist: 市 or 县.</param>
/// <param name="Feeds">What it pulls and when.</param>
/// <param name="Targets">Names of its targets.</param>
/// <param name="CompileCron">When its checklist is compiled, Asia/Shanghai.</param>
/// <param name="ApiKeyHash">Lower-case hex SHA-256 of the area's API key, or <see langword="null"/> when it has none.</param>
/// <param name="PreviousApiKeyHash">The same of the key before it, which is still valid; <see langword="null"/> when there is none.</param>
public sealed record AreaSettings(
    string Area, string Name, string Level, IReadOnlyList<FeedSettings> Feeds, IReadOnlyList<string> Targets, string CompileCron,
    string? ApiKeyHash, string? PreviousApiKeyHash = null);

/// <summary>One feed of an area.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Profile">The profile it is pulled through.</param>
/// <param name="Cron">When it is pulled incrementally, Asia/Shanghai.</param>
/// <param name="FullCron">When it is read in full, Asia/Shanghai.</param>
/// <param name="Overlap">How far before the cursor an incremental read begins.</param>
/// <param name="ShrinkThreshold">Share of the stored rows (0–1) that one full read may delete by absence before it is held.</param>
public sealed record FeedSettings(Feed Feed, string Profile, string Cron, string FullCron, TimeSpan Overlap, double ShrinkThreshold);
