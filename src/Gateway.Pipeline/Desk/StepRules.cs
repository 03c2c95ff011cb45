namespace Gateway.Pipeline.Desk;

/// <summary>What an operation's next step is.</summary>
/// <param name="Items">So many may go now.</param>
/// <param name="Pause">Until the next step, where it is not the usual look.</param>
internal sealed record Step(string State, int Items = 0, TimeSpan? Pause = null, bool Ended = false, bool TrialFailed = false);

/// <summary>How an operation goes on, from how its items stand. Pure.</summary>
internal static class StepRules
{
    public static Step Next(DeskOperation operation)
    {
        var rests = operation.Placed == 0;
        var over = rests && operation.Waiting == 0;
        switch (operation.State)
        {
            case OperationStates.Cancelled:
            case OperationStates.Paused when !over:
                return new Step(operation.State, Ended: over);
            case OperationStates.Trial when rests && operation.Failed > 0 && !over:
                return new Step(OperationStates.Paused, TrialFailed: true);
            case var _ when over:
                return new Step(OperationStates.Done, Ended: true);
            case OperationStates.Trial when !rests:
                return new Step(OperationStates.Trial);
            case OperationStates.Trial when operation.Succeeded == 0:
                return new Step(OperationStates.Trial, Items: 1);
            case OperationStates.Trial when !operation.GoesOn:
                return new Step(OperationStates.Tried);
            default:
                var (items, pause) = DeskPace.Of(operation.PerMinute);
                return operation.Waiting > 0 ? new Step(OperationStates.Running, items, pause) : new Step(OperationStates.Running);
        }
    }
}
