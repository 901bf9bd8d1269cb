package dev.ares.gateway.refusal;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {

    @Bean
    NettyServerCustomizer wordsForBareRefusals() {
        return server -> server.doOnChannelInit((observer, channel, address) -> channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, "ares.wordsForBareRefusals", new WordsForBareRefusals()));
    }
}
