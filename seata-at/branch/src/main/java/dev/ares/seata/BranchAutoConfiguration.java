package dev.ares.seata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** The service's database as a participant, where Flyway finds it. */
@AutoConfiguration(afterName = "org.apache.seata.spring.boot.autoconfigure.SeataAutoConfiguration")
@EnableConfigurationProperties(BranchSettings.class)
public class BranchAutoConfiguration {

    /** No bean of type DataSource: Spring Boot would bring all that comes with one. Seata refuses one without undo log. */
    @Bean
    @DependsOnDatabaseInitialization
    BranchDatabase branchDatabase(
            @Value("${spring.application.name}") String name,
            @Value("${spring.flyway.url}") String url,
            @Value("${spring.flyway.user}") String user,
            @Value("${spring.flyway.password}") String password,
            BranchSettings settings) {
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
        return new BranchDatabase(new HikariDataSource(pool));
    }
}
