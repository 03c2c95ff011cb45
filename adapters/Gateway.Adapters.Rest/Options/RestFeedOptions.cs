using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Mappings;

namespace Gateway.Adapters.Rest.Options;

/// <summary>How a feed is read.</summary>
public sealed class RestFeedOptions
{
    /// <summary>The call that reads a page. In an incremental read <c>{from}</c> and <c>{to}</c> have values, in a full one they have none.</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>Another call for incremental reads.</summary>
    public CallOptions? Incremental { get; init; }

    /// <summary>A call that lists what was deleted since; read after an incremental read. Its rows need an identity only.</summary>
    public DeletionOptions? Deletions { get; init; }

    /// <summary>An asynchronous job that must be done before pages can be read.</summary>
    public JobOptions? Job { get; init; }

    /// <summary>How pages follow one another.</summary>
    public PagingOptions Paging { get; init; } = new();

    /// <summary>
    /// Whether rows come in order of their change (<c>changedAt</c>): then a read that broke off goes on where it stood. Default: begins again.
    /// </summary>
    public bool Ordered { get; init; }

    /// <summary>How every canonical field is made of the wire's; <c>identity</c> must be among them.</summary>
    public Dictionary<string, FieldRule> Fields { get; init; } = [];
}

/// <summary>How deletions are read.</summary>
public sealed class DeletionOptions
{
    /// <summary>The call that reads a page.</summary>
    [Required]
    public CallOptions? Call { get; init; }

    /// <summary>How pages follow one another.</summary>
    public PagingOptions Paging { get; init; } = new();

    /// <summary>How canonical fields are made of the wire's: <c>identity</c>, and the times by which the pages go.</summary>
    public Dictionary<string, FieldRule> Fields { get; init; } = [];
}

/// <summary>An asynchronous job: submitted, asked for until done, then read page by page with <c>{job}</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Submits it; its answer's <c>cursor</c> is the job's id.</summary>
    [Required]
    public CallOptions? Submit { get; init; }

    /// <summary>Asks for its <c>state</c>.</summary>
    [Required]
    public CallOptions? Poll { get; init; }

    /// <summary>States that mean done.</summary>
    [Required]
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>States that mean under way.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>How often it is asked for. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this it is given up. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>How pages follow one another.</summary>
public sealed class PagingOptions
{
    /// <summary>Which way. Default none: one page is all.</summary>
    public PagingKind Kind { get; init; } = PagingKind.None;

    /// <summary>Rows asked for in a page: <c>{size}</c>.</summary>
    [Range(1, 100_000)]
    public int Size { get; init; } = 500;

    /// <summary>Number of the first page: <c>{page}</c>.</summary>
    [Range(0, 1)]
    public int First { get; init; } = 1;

    /// <summary>Pages read ahead where the total is known; bounds memory. Default 4.</summary>
    [Range(1, 32)]
    public int FetchAhead { get; init; } = 4;

    /// <summary>Most pages of a read: a platform that always says there is more is not followed without end.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; init; } = 100_000;

    /// <summary>Day by day: the first day of a full read.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Read once for each of these: <c>{slice}</c> (kinds, areas …).</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>Whether every day of a read is asked for on its own: <c>{day}</c>.</summary>
    public bool ByDay { get; init; }
}

/// <summary>Ways in which pages follow one another.</summary>
public enum PagingKind
{
    /// <summary>One page is all.</summary>
    None,

    /// <summary><c>{page}</c> counts pages.</summary>
    Page,

    /// <summary><c>{offset}</c> counts rows from 0.</summary>
    Offset,

    /// <summary><c>{cursor}</c> is the platform's own; a read goes on where the last one ended.</summary>
    Cursor,

    /// <summary><c>{lastTime}</c> and <c>{lastId}</c> of the last row so far (fields <c>changedAt</c> and <c>changeId</c>).</summary>
    Keyset,

    /// <summary>The answer says the address of the next page.</summary>
    Link,
}
