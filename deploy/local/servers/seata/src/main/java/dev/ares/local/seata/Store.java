package dev.ares.local.seata;

import io.seata.common.ConfigurationKeys;
import io.seata.config.Configuration;
import io.seata.config.ConfigurationFactory;
import io.seata.server.session.SessionHolder;
import io.seata.server.store.StoreConfig;
import io.seata.server.store.StoreConfig.SessionMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Where transactions are kept: files in a folder, or tables of a database, which are made where they are missing. */
final class Store {

    /** Seata would call the folder after its port, and start with nothing when it is given another one. */
    private static final String FOLDER = "transactions";

    private static final String TABLES = "/ares-seata-tables.sql";

    private Store() {}

    static void open() {
        if (StoreConfig.getSessionMode() == SessionMode.DB) {
            makeTables(ConfigurationFactory.getInstance());
            SessionHolder.init();
        } else {
            openFiles();
        }
    }

    private static void openFiles() {
        String port = System.getProperty(ConfigurationKeys.SERVER_SERVICE_PORT_CAMEL);
        System.setProperty(ConfigurationKeys.SERVER_SERVICE_PORT_CAMEL, FOLDER);
        try {
            SessionHolder.init();
        } finally {
            System.setProperty(ConfigurationKeys.SERVER_SERVICE_PORT_CAMEL, port);
        }
    }

    private static void makeTables(Configuration settings) {
        String url = settings.getConfig(ConfigurationKeys.STORE_DB_URL);
        String user = settings.getConfig(ConfigurationKeys.STORE_DB_USER);
        String password = settings.getConfig(ConfigurationKeys.STORE_DB_PASSWORD);
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                InputStream tables = Store.class.getResourceAsStream(TABLES)) {
            statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SQLException unusable) {
            throw new IllegalStateException(url + " (expected: a database to keep transactions in)", unusable);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
