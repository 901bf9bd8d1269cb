package dev.ares.messaging.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

import dev.ares.messaging.operator.MessageBrowser;
import dev.ares.messaging.operator.MessageTypes;
import dev.ares.messaging.operator.Redrive;
import dev.ares.messaging.web.MessagesController;
import dev.ares.web.Caller;

/** Shows a service's messages to operators, where the service speaks HTTP by our rules. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@ConditionalOnClass(Caller.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(Redrive.class)
public class OperatorAutoConfiguration {

    @Bean
    MessagesController messagesController(
            MessageBrowser messages, ObjectProvider<MessageTypes> types, Redrive redrive) {
        return new MessagesController(messages, types.getIfAvailable(MessageTypes::of), redrive);
    }
}
