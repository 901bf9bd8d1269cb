package dev.ares.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;

/** Shows the log of one part. */
@Command(name = "logs", description = "Shows the end of a part's log.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 200;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "For instance order-service (or order), gateway, postgres.")
    private String service = "";

    @Option(
            names = {"-n", "--lines"},
            description = "How many lines (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = RunningStack.settings();
        String part = PartNames.find(service, new Shop(settings).steps()).name();
        Path log = settings.state().log(part);
        if (!Files.exists(log)) {
            throw new CannotRunException("There is no log " + log + " yet.");
        }
        PrintWriter out = spec.commandLine().getOut();
        long shown = printEnd(log, out);
        while (follow) {
            out.flush();
            Thread.sleep(LOOK_EVERY_MILLIS);
            shown = printFrom(log, shown, out);
        }
        return 0;
    }

    private long printEnd(Path log, PrintWriter out) throws IOException {
        byte[] content = Files.readAllBytes(log);
        List<String> all = new String(content, StandardCharsets.UTF_8).lines().toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(out::println);
        return content.length;
    }

    /** A log that became shorter was begun anew. */
    private static long printFrom(Path log, long position, PrintWriter out) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = file.length() < position ? 0 : position;
            file.seek(from);
            byte[] added = new byte[Math.toIntExact(file.length() - from)];
            file.readFully(added);
            out.print(new String(added, StandardCharsets.UTF_8));
            return from + added.length;
        }
    }
}
