package dev.ares.docker;

import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.ares.check.CheckFailedException;
import dev.ares.local.client.NoAnswerException;
import dev.ares.local.client.UnexpectedAnswerException;

/** What {@code docker compose run --rm tools COMMAND} runs. */
@Command(
        name = "tools",
        description = "Places orders in the composed shop and checks its books.",
        subcommands = {
            DemoCommand.class,
            OrderCommand.class,
            EndCommand.class,
            CheckCommand.class,
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

    /** Gives every command the settings. */
    private record Commands(ShopSettings settings) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == ShopSettings.class) {
                    return type.cast(constructor.newInstance(settings));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
