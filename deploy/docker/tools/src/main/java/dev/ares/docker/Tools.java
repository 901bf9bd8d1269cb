package dev.ares.docker;

import java.util.Map;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.ares.check.CheckFailedException;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.ShopClient;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.command.NotGivenCommand;
import dev.ares.local.command.NotTakenCommand;
import dev.ares.local.command.ParkedCommand;
import dev.ares.local.command.RedriveCommand;

/** What {@code docker compose run --rm tools COMMAND} runs. */
@Command(
        name = "tools",
        description =
                "Places orders in a shop that runs elsewhere, checks its books, and sees to what waits for a person.",
        subcommands = {
            DemoCommand.class,
            OrderCommand.class,
            EndCommand.class,
            CheckCommand.class,
            ParkedCommand.class,
            RedriveCommand.class,
            NotTakenCommand.class,
            NotGivenCommand.class,
            KeyCommand.class,
            TrimCommand.class,
            ClassesCommand.class,
            LoadCommand.class,
            ProfileCommand.class,
            PushCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Tools {

    private Tools() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        var commands = new CommandLine(new Tools(), new Commands(new ShopSettings(environment)));
        commands.setExecutionExceptionHandler((failure, command, arguments) -> {
            if (failure instanceof MissingSettingException
                    || failure instanceof CheckFailedException
                    || failure instanceof NoAnswerException
                    || failure instanceof UnexpectedAnswerException) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return commands.execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    /** Gives every command the settings, or the operator that they speak of. */
    private record Commands(ShopSettings settings) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() != 1) {
                    continue;
                }
                Class<?> needed = constructor.getParameterTypes()[0];
                if (needed == ShopSettings.class) {
                    return type.cast(constructor.newInstance(settings));
                }
                if (needed == Supplier.class) {
                    return type.cast(constructor.newInstance((Supplier<ShopClient>) settings::admin));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
