using Gateway.Adapters.Sinks;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Versions;

/// <summary>Puts what changed in a list on its way to the targets that take checklists, inside the transaction that stores the version.</summary>
public interface IChecklistPublisher
{
    /// <param name="changes">For the targets that have the list as it was.</param>
    /// <param name="standing">The whole list, for a target that has had none: it was added later.</param>
    Task PublishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ChecklistPublication> changes,
        IReadOnlyList<ChecklistPublication> standing, CancellationToken cancellationToken);
}

/// <summary>An item's share in a version, for the targets.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="ListVersion">The version; <see cref="ChecklistStore.ReadItemsAsync"/> reads the item with it, also one that is no longer listed.</param>
/// <param name="Operation">Insert, correction or withdrawal, as the list has it; what a target still has decides in the end.</param>
/// <param name="NotRoutedCode">Why the item can't be sent as it stands; what a target has of it must be withdrawn.</param>
/// <param name="NotRoutedReason">The same in Chinese.</param>
public sealed record ChecklistPublication(
    string ItemId, int ListVersion, DeliveryOperation Operation, string? NotRoutedCode = null, string? NotRoutedReason = null);
