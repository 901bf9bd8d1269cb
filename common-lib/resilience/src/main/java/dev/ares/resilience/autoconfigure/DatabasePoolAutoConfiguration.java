package dev.ares.resilience.autoconfigure;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** A database that was killed leaves a pool of dead connections: nobody is refused for them once it is back. */
@AutoConfiguration
@ConditionalOnClass(ConnectionPool.class)
class DatabasePoolAutoConfiguration {

    /** The pool that was made from {@code spring.r2dbc} stays what is closed in the end. */
    @Bean
    static BeanPostProcessor liveConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ConnectionPool pool ? new LiveConnections(pool) : bean;
            }
        };
    }
}
