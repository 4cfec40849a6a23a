package io.pottery.samples.quickstart;

import java.util.List;
import java.util.stream.IntStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * The five Redis servers that vote on locks and order ids. They are processes of their
 * own, and what is done to them here really happens. Doing it twice does no harm.
 */
@Component
class Masters {

	private static final Logger logger = LoggerFactory.getLogger(Masters.class);

	private final RedisServers servers;

	Masters(RedisServers servers) {
		this.servers = servers;
	}

	List<Master> states() {
		return IntStream.rangeClosed(1, this.servers.size()).mapToObj(this::master).toList();
	}

	boolean contains(int number) {
		return number >= 1 && number <= this.servers.size();
	}

	/**
	 * Kills a master. What it knew is in its append-only file.
	 */
	synchronized void stop(int number) {
		server(number).stop();
		log(number);
	}

	synchronized void start(int number) {
		if (!server(number).isRunning()) {
			server(number).start();
			log(number);
		}
	}

	/**
	 * Suspends a master: worse than death, as it is only noticed by waiting.
	 */
	synchronized void pause(int number) {
		if (server(number).isRunning() && !server(number).isPaused()) {
			server(number).pause();
			log(number);
		}
	}

	synchronized void resume(int number) {
		if (server(number).isPaused()) {
			server(number).resume();
			log(number);
		}
	}

	private Master master(int number) {
		RedisServer server = server(number);
		Master.State state = !server.isRunning() ? Master.State.DEAD
				: server.isPaused() ? Master.State.PAUSED : Master.State.ALIVE;
		return new Master(number, server.host() + ":" + server.port(), state);
	}

	private RedisServer server(int number) {
		return this.servers.get(number - 1);
	}

	private void log(int number) {
		List<Master> masters = states();
		logger.info("Master {} is {}: {} of {} are alive", number, masters.get(number - 1).state(),
				masters.stream().filter((master) -> master.state() == Master.State.ALIVE).count(), masters.size());
	}

}
