package dev.ares.seata;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;

import dev.ares.test.infrastructure.Infrastructure;

/** Connections that break, when told, right after the database committed and before it could say so. */
final class LostAnswers {

    private static final String CONNECTION_FAILURE = "08006";

    private final AtomicBoolean lose = new AtomicBoolean();

    void loseThatOfTheNextCommit() {
        lose.set(true);
    }

    HikariDataSource pool(Infrastructure servers) {
        var database = new PGSimpleDataSource();
        database.setUrl(servers.jdbcUrl());
        database.setUser(servers.databaseName());
        database.setPassword(servers.databasePassword());
        var pool = new HikariConfig();
        pool.setDataSource(proxy(DataSource.class, database));
        pool.setMaximumPoolSize(2);
        return new HikariDataSource(pool);
    }

    private <T> T proxy(Class<T> type, T behind) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(behind, arguments);
                        if (method.getName().equals("commit") && lose.getAndSet(false)) {
                            throw new SQLException("the connection broke", CONNECTION_FAILURE);
                        }
                        return answer instanceof Connection connection ? proxy(Connection.class, connection) : answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }
}
