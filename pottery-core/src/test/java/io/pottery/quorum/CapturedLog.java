package io.pottery.quorum;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What one class of the quorum logs, until this is closed.
 */
final class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final Level level;

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	CapturedLog(Class<?> type, Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(type);
		this.level = this.logger.getLevel();
		this.appender.start();
		this.logger.setAdditive(false);
		this.logger.setLevel(level);
		this.logger.addAppender(this.appender);
	}

	/**
	 * Returns the lines, each with its level before it.
	 */
	List<String> lines() {
		return this.appender.list.stream()
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.level);
		this.logger.setAdditive(true);
	}

}
