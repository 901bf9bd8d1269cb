package dev.ares.local.shop;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who brings checkouts to their end. */
public enum Coordinator {
    /** The saga, over messages. */
    SAGA("saga", "", ""),
    /** Seata in its AT mode, keeping its transactions in files: docs/decisions/seata-at.md. */
    SEATA_AT("seata-at", "seata-at/", "-seata-at"),
    /** The same, keeping them in a database. */
    SEATA_AT_DB("seata-at-db", "seata-at/", "-seata-at"),
    /** Nobody: calls in a row, to be measured against. No shop of yours: docs/decisions/plain-calls.md. */
    PLAIN("plain", "benchmarks/plain/", "-plain");

    private final String shown;
    private final String folder;
    private final String suffix;

    Coordinator(String shown, String folder, String suffix) {
        this.shown = shown;
        this.folder = folder;
        this.suffix = suffix;
    }

    /**
     * By the name that users write.
     *
     * @param setting where it was written
     * @throws InvalidSettingException that lists the names when there is none like it
     */
    public static Coordinator of(String setting, String name) {
        return Arrays.stream(values())
                .filter(each -> each.shown.equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(
                        setting,
                        name,
                        Arrays.stream(values()).map(Coordinator::toString).collect(Collectors.joining(" or "))));
    }

    /** Whether it is Seata, wherever that keeps its transactions. */
    public boolean isSeata() {
        return this == SEATA_AT || this == SEATA_AT_DB;
    }

    /** The folder of a service's module, in the source tree, where the service is another one with this coordinator. */
    String module(String service) {
        return folder + service;
    }

    /** The file that such a module builds. */
    String program(String service) {
        return service + suffix;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return shown;
    }
}
