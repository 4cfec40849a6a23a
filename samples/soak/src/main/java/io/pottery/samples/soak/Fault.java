package io.pottery.samples.soak;

import java.util.Random;

import io.pottery.samples.soak.FaultyProxy.Weather;
import io.pottery.test.RedisServer;

/**
 * What can happen to a master or to the network before it.
 */
enum Fault {

	/** Killed, and started again with its data. */
	KILL(800, true, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.master(master).stop();
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.master(master).start();
		}

	},

	/** Killed, and started again without its data. */
	KILL_AND_EMPTY(800, true, true) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.master(master).stop();
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.master(master).startEmpty();
		}

	},

	/** Emptied while it runs. */
	FLUSH(0, true, true) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.master(master).flush();
		}

	},

	/** Suspended. */
	HANG(2000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.master(master).pause();
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.master(master).resume();
		}

	},

	/** Told to keep commands waiting. */
	PAUSE_COMMANDS(1500, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			command(fleet, master, "CLIENT", "PAUSE", Integer.toString(millis), "ALL");
		}

	},

	/** Replies are lost, with their connections. */
	LOSE_REPLIES(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).stall(Weather.NO_REPLIES);
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(true);
		}

	},

	/** Replies come late, all at once. */
	HOLD_REPLIES(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).stall(Weather.NO_REPLIES);
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(false);
		}

	},

	/** Requests are lost, with their connections. */
	LOSE_REQUESTS(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).stall(Weather.NO_REQUESTS);
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(true);
		}

	},

	/** Requests come late, all at once. */
	HOLD_REQUESTS(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).stall(Weather.NO_REQUESTS);
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(false);
		}

	},

	/** The network is slow. */
	DELAY(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).delay(1 + random.nextInt(150));
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(false);
		}

	},

	/** Connections end at the server's side only. */
	HALF_OPEN(1000, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).halfOpen();
		}

		@Override
		void end(Fleet fleet, int master) {
			fleet.proxy(master).heal(true);
		}

	},

	/** All connections are reset. */
	CUT(0, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).cut();
		}

	},

	/** One connection is reset within a reply. */
	CUT_IN_REPLY(0, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			fleet.proxy(master).cutInNextReply();
		}

	},

	/** Scripts are forgotten. */
	FORGET_SCRIPTS(0, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			command(fleet, master, "SCRIPT", "FLUSH");
		}

	},

	/** Scripts are forbidden. */
	FORBID_SCRIPTS(500, false, false) {

		@Override
		void begin(Fleet fleet, int master, int millis, Random random) {
			command(fleet, master, "ACL", "SETUSER", "default", "-@scripting");
		}

		@Override
		void end(Fleet fleet, int master) {
			command(fleet, master, "ACL", "SETUSER", "default", "+@all");
		}

	};

	private static final int SHORTEST_MILLIS = 50;

	/** Whether the master is another one afterwards. */
	final boolean restarts;

	/** Whether the master knows nothing any more. */
	final boolean losesData;

	private final int mostMillis;

	Fault(int mostMillis, boolean restarts, boolean losesData) {
		this.mostMillis = mostMillis;
		this.restarts = restarts;
		this.losesData = losesData;
	}

	/**
	 * Draws how long it lasts.
	 */
	int millis(Random random) {
		return (this.mostMillis > 0) ? SHORTEST_MILLIS + random.nextInt(this.mostMillis - SHORTEST_MILLIS) : 0;
	}

	abstract void begin(Fleet fleet, int master, int millis, Random random);

	void end(Fleet fleet, int master) {
	}

	private static void command(Fleet fleet, int master, String name, String... words) {
		RedisServer server = fleet.master(master);
		server.command(name, words);
	}

}
