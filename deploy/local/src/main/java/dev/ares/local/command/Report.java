package dev.ares.local.command;

import java.io.PrintWriter;

import dev.ares.local.process.Memory;
import dev.ares.local.process.Processes;
import dev.ares.local.server.JavaProgram;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;

/** What the user reads about a stack: where it is, what it takes, how to use it. */
final class Report {

    /** Pasted into a shell, it works as it is. */
    private static final String HOW_TO_ORDER = """
            To place an order:
              curl -s GATEWAY/api/products
              curl -s GATEWAY/api/users -H 'Content-Type: application/json' \\
                -d '{"email":"you@ares.example","password":"correct horse battery","name":"You"}'
              TOKEN=$(curl -s GATEWAY/api/auth/token -H 'Content-Type: application/json' \\
                -d '{"email":"you@ares.example","password":"correct horse battery"}' \\
                | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
              curl -s GATEWAY/api/orders -H "Authorization: Bearer $TOKEN" \\
                -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s)" -H 'Prefer: wait=5' \\
                -d '{"items":[{"sku":"ares-mug","quantity":1}],"payment":{"method":"pm_card_visa"}}'""";

    private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

    private Report() {}

    static void introduction(Settings settings, PrintWriter out) {
        out.printf(
                "Starting the shop: state in %s, JDK %s, %d processors%n",
                settings.state().root(), Runtime.version(), Runtime.getRuntime().availableProcessors());
        boolean seata = settings.coordinator().isSeata();
        out.println("Every JVM runs with " + String.join(" ", JavaProgram.FLAGS)
                + " and a heap of at most 160 MiB (services) or 256 MiB (Kafka, Nacos"
                + (seata ? ", Seata)" : ")")
                + ", two thirds of it to begin with");
        if (seata) {
            out.println("Checkouts are decided by Seata AT, not by the saga: docs/decisions/seata-at.md");
        }
        out.flush();
    }

    static void conclusion(Shop shop, Processes processes, PrintWriter out) {
        out.println();
        parts(shop, processes, out);
        out.println();
        placingAnOrder(shop, out);
    }

    /** Returns whether all parts run. */
    static boolean parts(Shop shop, Processes processes, PrintWriter out) {
        long total = 0;
        boolean all = true;
        out.printf("%-27s %-30s %8s %12s%n", "part", "address", "process", "resident MiB");
        for (StartStep step : shop.steps()) {
            var process = processes.find(step.name());
            long memory = process.map(Memory::kibibytes).orElse(0L);
            total += memory;
            all &= process.isPresent();
            out.printf(
                    "%-27s %-30s %8s %12s%n",
                    step.name(),
                    step.address(),
                    process.map(running -> Long.toString(running.pid())).orElse("-"),
                    process.map(running -> mebibytes(memory)).orElse("stopped"));
        }
        out.printf("%-27s %-30s %8s %12s%n", "total", "", "", mebibytes(total));
        return all;
    }

    private static void placingAnOrder(Shop shop, PrintWriter out) {
        out.println(HOW_TO_ORDER.replace("GATEWAY", shop.settings().gatewayUrl()));
        out.println("The admin is " + shop.settings().adminEmail() + ", whose password is "
                + shop.whereAdminPasswordIs() + ".");
        out.println("What is stuck, and why, is seen at " + shop.settings().gatewayUrl() + "/console.");
        out.println("Next: ./ares demo, ./ares check, ./ares logs order-service, ./ares down");
    }

    private static String mebibytes(long kibibytes) {
        return String.format("%.0f", kibibytes / KIBIBYTES_PER_MEBIBYTE);
    }
}
