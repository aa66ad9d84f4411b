using Saker.RegGen;

return Cli.Run(args, Console.Out, Console.Error);
