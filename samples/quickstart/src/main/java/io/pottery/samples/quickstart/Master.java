package io.pottery.samples.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One of the masters.
 *
 * @param number its number, from 1
 * @param address where it listens
 * @param state how it is
 */
record Master(int number, String address, State state) {

	enum State {

		/** It votes. */
		@JsonProperty("alive")
		ALIVE,

		/** Its process is suspended: connections stay open and nothing answers. */
		@JsonProperty("paused")
		PAUSED,

		/** Its process is gone. */
		@JsonProperty("dead")
		DEAD

	}

}
