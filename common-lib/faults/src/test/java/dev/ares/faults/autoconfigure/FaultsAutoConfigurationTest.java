package dev.ares.faults.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.ares.faults.InjectedFaults;
import dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultsAutoConfigurationTest {

    @Test
    void thereIsNothingOfItUnlessSwitchedOn() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBeanProvider(InjectedFaults.class).getIfAvailable())
                    .isNull();
        }
        try (ConfigurableApplicationContext service = start("ares.faults.enabled=true")) {
            assertThat(service.getBeanProvider(InjectedFaults.class).getIfAvailable())
                    .isNotNull();
        }
    }

    @Test
    void neverOnInProduction() {
        assertThatThrownBy(() -> start("ares.faults.enabled=true", "spring.profiles.active=eu,production"))
                .hasMessage("ares.faults.enabled: true (expected: false in the profile production)");

        start("spring.profiles.active=production").close();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        SpringApplication service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("spring.application.name=test", "ares.settings.nacos.enabled=false")
                .properties(properties)
                .build();
        service.setRegisterShutdownHook(false);
        return service.run();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({LiveSettingsAutoConfiguration.class, FaultsAutoConfiguration.class})
    static class Service {}
}
