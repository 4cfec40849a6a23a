package io.pottery.quorum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What the masters have answered so far in one round, by their position.
 */
final class Answers {

	private static final Object PENDING = new Object();

	private static final Object NIL = new Object();

	private final Object[] answers;

	private int pending;

	Answers(int masters) {
		this.answers = new Object[masters];
		Arrays.fill(this.answers, PENDING);
		this.pending = masters;
	}

	private Answers(Answers other) {
		this.answers = other.answers.clone();
		this.pending = other.pending;
	}

	void put(int master, @Nullable Object reply, @Nullable MasterException failure) {
		this.answers[master] = (failure != null) ? failure : ((reply != null) ? reply : NIL);
		this.pending--;
	}

	Answers copy() {
		return new Answers(this);
	}

	int masters() {
		return this.answers.length;
	}

	int majority() {
		return majorityOf(this.answers.length);
	}

	static int majorityOf(int masters) {
		return masters / 2 + 1;
	}

	int pending() {
		return this.pending;
	}

	int answered() {
		return this.answers.length - this.pending - failed();
	}

	int failed() {
		int failed = 0;
		for (Object answer : this.answers) {
			if (answer instanceof MasterException) {
				failed++;
			}
		}
		return failed;
	}

	/**
	 * Returns whether so many masters failed that no majority can answer.
	 * @return whether the round is hopeless
	 */
	boolean impossible() {
		return failed() > masters() - majority();
	}

	/**
	 * Returns the replies in hand, {@code null} for nil.
	 * @return the replies, without those of masters that failed or have yet to answer
	 */
	List<@Nullable Object> replies() {
		List<@Nullable Object> replies = new ArrayList<>(this.answers.length);
		for (Object answer : this.answers) {
			if (answer != PENDING && !(answer instanceof MasterException)) {
				replies.add((answer != NIL) ? answer : null);
			}
		}
		return replies;
	}

	/**
	 * Returns whether a master has replied, and in a certain way.
	 * @param master its position
	 * @param test what the reply must be
	 * @return whether it has
	 */
	boolean replied(int master, Predicate<@Nullable Object> test) {
		Object answer = this.answers[master];
		return answer != PENDING && !(answer instanceof MasterException) && test.test((answer != NIL) ? answer : null);
	}

	/**
	 * Returns one master's reply.
	 * @param master its position; it must have replied
	 * @return the reply, {@code null} for nil
	 */
	@Nullable Object reply(int master) {
		Object answer = this.answers[master];
		return (answer != NIL) ? answer : null;
	}

	int count(Predicate<@Nullable Object> test) {
		int count = 0;
		for (int master = 0; master < this.answers.length; master++) {
			if (replied(master, test)) {
				count++;
			}
		}
		return count;
	}

	/**
	 * Counts the largest group of masters whose replies name the same thing.
	 * @param name what a reply names, {@code null} for nothing
	 * @return its size
	 */
	int mostAlike(Function<@Nullable Object, @Nullable Object> name) {
		Map<Object, Integer> counts = new HashMap<>();
		int most = 0;
		for (Object reply : replies()) {
			Object named = name.apply(reply);
			if (named != null) {
				most = Math.max(most, counts.merge(named, 1, Integer::sum));
			}
		}
		return most;
	}

	List<MasterException> failures() {
		List<MasterException> failures = new ArrayList<>();
		for (Object answer : this.answers) {
			if (answer instanceof MasterException failure) {
				failures.add(failure);
			}
		}
		return failures;
	}

	Votes votes(Predicate<@Nullable Object> granted) {
		int yes = count(granted);
		return new Votes(masters(), yes, answered() - yes, failed());
	}

}
