package dev.ares.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Formats the log folder when that has not been done yet, then runs the broker, both in this process: the format tool on
 * its own would cost the start of another JVM.
 */
public final class FormattedKafka {

    private FormattedKafka() {}

    /** Runs the broker; {@code args[0]} is its properties file. */
    public static void main(String[] args) throws IOException {
        Path settings = Path.of(args[0]);
        if (!Files.exists(logFolder(settings).resolve("meta.properties"))) {
            format(settings);
        }
        Kafka.main(new String[] {settings.toString()});
    }

    private static void format(Path settings) {
        // Never begins with a dash, which the tool would take for an option.
        String clusterId = Uuid.randomUuid().toString();
        int status = StorageTool.execute(
                new String[] {"format", "--cluster-id", clusterId, "--config", settings.toString()}, System.out);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static Path logFolder(Path settings) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(settings)) {
            properties.load(in);
        }
        return Path.of(properties.getProperty("log.dirs"));
    }
}
