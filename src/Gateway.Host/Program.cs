using Gateway.Host.Cli;

return await CommandTree.RunAsync(args);
