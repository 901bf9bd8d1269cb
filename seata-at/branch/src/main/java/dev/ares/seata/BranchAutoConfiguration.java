package dev.ares.seata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * The service's database as a participant, where Flyway finds it. The tables that only global transactions need have a
 * history of their own: without them the service finds the database as it left it, whoever coordinated in between.
 */
@AutoConfiguration(afterName = "org.apache.seata.spring.boot.autoconfigure.SeataAutoConfiguration")
@EnableConfigurationProperties(BranchSettings.class)
public class BranchAutoConfiguration {

    private static final String HISTORY = "seata_schema_history";
    private static final String LONGEST_CONNECT_SECONDS = "2";

    /** No bean of type DataSource: Spring Boot would bring all that comes with one. Seata refuses one without undo log. */
    @Bean
    @DependsOnDatabaseInitialization
    BranchDatabase branchDatabase(
            @Value("${spring.application.name}") String name,
            @Value("${spring.flyway.url}") String url,
            @Value("${spring.flyway.user}") String user,
            @Value("${spring.flyway.password}") String password,
            BranchSettings settings) {
        CertainCommits.demand();
        // After the service's own scripts, which would not begin in a database that holds tables already.
        Flyway.configure()
                .dataSource(url, user, password)
                .locations(settings.tables().toArray(String[]::new))
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        var pool = new HikariConfig();
        pool.setPoolName("branches");
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(settings.longestWait().toMillis());
        pool.addDataSourceProperty("ApplicationName", name + " branches");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // In seconds. Else a branch would wait for a database that fell silent until the kernel gives up.
        pool.addDataSourceProperty("connectTimeout", LONGEST_CONNECT_SECONDS);
        pool.addDataSourceProperty(
                "socketTimeout", Long.toString(settings.longestAnswer().toSeconds()));
        return new BranchDatabase(new HikariDataSource(pool));
    }
}
