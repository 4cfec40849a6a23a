package io.pottery;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.pottery.collection.RedisCollections;
import io.pottery.collection.RedisMap;
import io.pottery.container.Containers;
import io.pottery.test.KeyNames;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stands outside the rooms of the containers, as an application does.
 */
class InefficientAccessTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.pottery.inefficient");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final RedisMap<String, Integer> map = RedisCollections.create(Containers.settings())
		.map(KeyNames.fresh(), String.class, Integer.class);

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.DEBUG);
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
		this.logger.setAdditive(true);
	}

	@Test
	void isLoggedOncePerPlace() {
		for (int i = 0; i < 3; i++) {
			this.map.containsValue(1);
		}
		this.map.containsValue(1);
		assertThat(messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).startsWith("containsValue reads all of '" + this.map.key()
					+ "': io.pottery.InefficientAccessTests." + "isLoggedOncePerPlace(InefficientAccessTests.java:"));
	}

	@Test
	void namesTheApplicationBehindJavaUtil() {
		assertThat(List.copyOf(this.map.keySet())).isEmpty();
		this.map.forEach((key, value) -> assertThat(value).isNull());
		assertThat(messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).contains("namesTheApplicationBehindJavaUtil"));
	}

	@Test
	void isNotAskingForOneMapping() {
		this.map.put("a", 1);
		assertThat(this.map.get("a")).isEqualTo(1);
		assertThat(this.map.size()).isEqualTo(1);
		assertThat(this.map.keySet().contains("a")).isTrue();
		assertThat(messages()).isEmpty();
	}

	private List<String> messages() {
		return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
