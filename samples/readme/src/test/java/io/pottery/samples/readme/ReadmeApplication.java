package io.pottery.samples.readme;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application with nothing of its own.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class ReadmeApplication {

}
