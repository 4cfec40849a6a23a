package io.pottery.samples.quickstart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts six Redis servers, and the box office on top of them.
 */
@SpringBootApplication
@EnableScheduling
public class BoxOfficeApplication {

	private static final Logger logger = LoggerFactory.getLogger(BoxOfficeApplication.class);

	public static void main(String[] args) {
		SpringApplication.run(BoxOfficeApplication.class, args);
	}

	@EventListener
	void open(WebServerInitializedEvent event) {
		logger.info("The box office is open: http://localhost:{}", event.getWebServer().getPort());
	}

}
