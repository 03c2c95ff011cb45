namespace Gateway.Host.Web.Startup;

/// <summary>What a start may do by itself.</summary>
internal sealed class StartupOptions
{
    /// <summary><c>Gateway__Migrate=true</c>: bring the database up to date at the start, instead of refusing to start.</summary>
    public bool Migrate { get; set; }
}
