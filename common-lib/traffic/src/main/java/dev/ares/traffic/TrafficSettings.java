package dev.ares.traffic;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the channels to other services.
 *
 * @param lookupInterval how often the registry's list is compared; the list itself is kept current by the registry's
 *     push, so that a look-up costs no round trip (default 500 ms)
 * @param askAgain how often the registry is asked whether its list is the one that it pushed (default 2 s)
 * @param keepAlive how long a connection may be silent during a call before it is probed (default 10 s)
 * @param keepAliveTimeout how long the probe may stay unanswered before the connection is given up (default 3 s)
 */
@ConfigurationProperties("ares.traffic")
public record TrafficSettings(
        @DefaultValue("500ms") Duration lookupInterval,
        @DefaultValue("2s") Duration askAgain,
        @DefaultValue("10s") Duration keepAlive,
        @DefaultValue("3s") Duration keepAliveTimeout) {}
