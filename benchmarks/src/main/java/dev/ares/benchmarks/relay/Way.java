package dev.ares.benchmarks.relay;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;

import dev.ares.benchmarks.machine.LocalServers;

/** The contenders; the first is what the others are compared with. */
enum Way {
    ARES(AresOutbox::new),
    BARE(BareSql::new),
    GRUELBOX(Gruelbox::new),
    MODULITH(Modulith::new);

    private final Maker maker;

    Way(Maker maker) {
        this.maker = maker;
    }

    Site site(LocalServers servers) throws SQLException {
        return Site.prepare(servers, "relay_" + name().toLowerCase(Locale.ROOT));
    }

    Contender open(Site site, Consumer<String> committed) throws IOException, SQLException {
        return maker.make(site, committed);
    }

    @FunctionalInterface
    private interface Maker {
        Contender make(Site site, Consumer<String> committed) throws IOException, SQLException;
    }
}
