package dev.ares.local.server;

import java.util.Locale;

/**
 * The operating system and processor, in the names that the packages of the server binaries use.
 *
 * @param redisSuffix of the Redis binary
 * @param postgresArchive the archive with PostgreSQL
 */
record Platform(String redisSuffix, String postgresArchive) {

    static Platform current() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch");
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        if (!arm && !processor.equals("amd64") && !processor.equals("x86_64")) {
            throw new IllegalStateException("processor: " + processor + " (expected: amd64 or aarch64)");
        }
        return new Platform(
                system + (arm ? "-arm64" : "-amd64"), "postgres-" + system + (arm ? "-arm_64" : "-x86_64") + ".txz");
    }
}
