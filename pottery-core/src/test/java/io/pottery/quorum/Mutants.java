package io.pottery.quorum;

import java.util.List;

/**
 * The bugs that the simulation must see. B1 to B51 hit real implementations, R1 to R20
 * are the rules of Redlock; "clocks" and "ids" are what follows from them here.
 */
final class Mutants {

	private Mutants() {
	}

	static List<Mutant> all() {
		return List.of(
				// Winning a lock.
				Mutant.of("B8", "a lock is won without a last look at what is left of it")
					.edit("LockEngine", "if (lease.isValid()) {", "if (lease != null) {"),
				Mutant.of("B7", "the clock is started when the quorum is there")
					.edit("LockEngine", "new DefaultLease(this, terms, token, started, fence)",
							"new DefaultLease(this, terms, token, Moment.now(this.clock), fence)"),
				Mutant.of("B6", "one reading of the clock serves all attempts of a wait")
					.edit("LockEngine", "private volatile boolean closed;", "private volatile boolean closed;"
							+ "private final java.util.Map<LockTerms, Moment> starts = new java.util.IdentityHashMap<>();")
					.edit("LockEngine", "String token = newToken(); Moment started = Moment.now(this.clock);",
							"String token = newToken(); Moment started = this.starts.computeIfAbsent(terms, (one) -> Moment.now(this.clock));"),
				Mutant.of("R8", "no drift of clocks is taken off a lease")
					.edit("LockTerms", "return nanos - driftNanos(nanos);", "return nanos;"),
				Mutant.of("R7", "half of the masters are a majority")
					.edit("Answers", "return masters / 2 + 1;", "return Math.max(1, masters / 2);"),
				Mutant.of("R2", "all attempts of a process use one token")
					.edit("LockEngine", "private volatile boolean closed;",
							"private volatile boolean closed; private String only;")
					.edit("LockEngine", "String token = newToken();",
							"String token = (this.only != null) ? this.only : (this.only = newToken());"),
				Mutant.of("B5", "one busy master makes the lock taken")
					.edit("LockEngine", "boolean lost = yes + answers.pending() < answers.majority();",
							"boolean lost = yes < answers.answered();"),
				Mutant.of("B4", "one failing master makes all fail")
					.edit("Answers", "return failed() > masters() - majority();", "return failed() > 0;"),
				Mutant.of("B35", "an attempt waits for masters that hang")
					.edit("LockEngine", "if (yes >= answers.majority()) {",
							"if (yes >= answers.majority() && answers.pending() == 0) {"),
				Mutant.of("R5", "masters may take as long as a client's default")
					.edit("LockTerms", "return (part.compareTo(masterTimeout) < 0) ? part : masterTimeout;",
							"return masterTimeout.multipliedBy(100);"),
				// Undoing.
				Mutant.of("R9", "a failed attempt is not undone")
					.edit("LockEngine",
							"undo(terms, token, answers); return CompletableFuture.completedFuture((answers.answered()",
							"return CompletableFuture.completedFuture((answers.answered()"),
				Mutant.of("R9", "an attempt is undone only where it is known to have won")
					.edit("LockEngine", "if (!answers.replied(i, (reply) -> !QuorumScripts.yes(reply))) {",
							"if (answers.replied(i, QuorumScripts::yes)) {"),
				Mutant.of("B8", "an attempt that came too late is not undone")
					.edit("LockEngine", "undo(terms, token, answers); return new Attempt.TooLate",
							"return new Attempt.TooLate"),
				Mutant.of("B20", "a lock that is won for one who left is kept")
					.edit("WaitingLine", "if (!first.answer().complete(won)) { won.lease().abandon(); }",
							"first.answer().complete(won);"),
				Mutant.of("B20", "a lock that is won in the moment of an interrupt is kept")
					.edit("Waiter", "won.lease().abandon();", "won.toString();"),
				Mutant.of("B20", "one who was interrupted stays in the line")
					.edit("Waiter", "this.answer.cancel(false); this.engine.leave(this);",
							"this.answer.cancel(false);"),
				// Leases.
				Mutant.of("R14", "a lease does not end")
					.edit("DefaultLease", "if (left <= 0) { this.over = true; return Duration.ZERO; }",
							"if (left <= 0) { return Duration.ofNanos(1); }"),
				Mutant.of("clocks", "elapsed time is monotonic time only")
					.edit("Moment", "Math.max(0, Math.max(monotonic, wall * NANOS_PER_MILLI))",
							"Math.max(0, monotonic)"),
				Mutant.of("R20", "elapsed time is the wall clock's only")
					.edit("Moment", "Math.max(0, Math.max(monotonic, wall * NANOS_PER_MILLI))",
							"Math.max(0, wall * NANOS_PER_MILLI)"),
				Mutant.of("clocks", "a lease comes back when the wall clock does")
					.edit("DefaultLease", "if (left <= 0) { this.over = true;", "if (left <= 0) {"),
				Mutant.of("B14", "a lease stays valid when it is released")
					.edit("DefaultLease", "if (this.over || !isHeld()) {", "if (this.over) {"),
				Mutant.of("B14", "a lease is renewed after its release")
					.edit("DefaultLease", "renewed = isValid() ? askFor",
							"renewed = (isValid() || isReleased()) ? askFor")
					.edit("DefaultLease", "if (!isHeld()) { renewed.complete",
							"if (this.ending == null && !isHeld()) { renewed.complete"),
				Mutant.of("R12", "a lease is extended without end").edit("DefaultLease", "this.extensions++;", ""),
				Mutant.of("B8", "a lease is extended without a look at what is left of it")
					.edit("DefaultLease", "if (!isValid()) { return false; }", "")
					.edit("DefaultLease", "this.span = asked; } return isValid();",
							"this.span = asked; } return true;"),
				Mutant.of("B10", "a lease that was over is extended back to life")
					.edit("DefaultLease", "if (!isValid()) { return false; }", "")
					.edit("DefaultLease", "if (left <= 0) { this.over = true;", "if (left <= 0) {"),
				Mutant.of("R13", "the clock of an extension is started when it is granted")
					.edit("DefaultLease", "this.span = asked;",
							"this.span = new Span(Moment.now(clock), asked.nanos());"),
				Mutant.of("R8", "no drift of clocks is taken off an extension")
					.edit("DefaultLease", "Moment.now(this.engine.clock()), nanos - LockTerms.driftNanos(nanos))",
							"Moment.now(this.engine.clock()), nanos)"),
				Mutant.of("B28", "a short renewal takes back what a long one was promised")
					.edit("DefaultLease", "this.length = (atLeast.compareTo(this.length) > 0) ? atLeast : this.length;",
							"this.length = atLeast;"),
				Mutant.of("B35", "renewals and releases wait for masters that hang")
					.edit("DefaultLease", "boolean decided = yes >= answers.majority() || no >",
							"boolean decided = no > answers.masters() && no >"),
				// Asking.
				Mutant.of("B9", "the holder is told more than a majority guarantees")
					.edit("DefaultLease", ".skip(answers.majority() - 1)",
							".skip(Math.max(0, answers.count(ours) - 1 - answers.masters() / 2))"),
				Mutant.of("B9", "the way of the answer is not taken off what is left")
					.edit("DefaultLease", "- LockTerms.driftNanos(nanos) - asked.elapsedNanos(this.engine.clock());",
							"- LockTerms.driftNanos(nanos);"),
				Mutant.of("R8", "no drift of clocks is taken off what is left")
					.edit("DefaultLease", "nanos - LockTerms.driftNanos(nanos) - asked", "nanos - asked"),
				Mutant.of("B46", "a lock is held only where all masters say so")
					.edit("DefaultLease", "if (votes.granted() >= answers.majority()) { long nanos",
							"if (votes.granted() >= answers.masters()) { long nanos"),
				// Releasing.
				Mutant.of("B45", "a release is believed where one master confirms it")
					.edit("DefaultLease", "if (votes.granted() >= answers.majority() && (released",
							"if (votes.granted() >= 1 && (released"),
				Mutant.of("B45", "a release that nobody confirms is called done")
					.edit("DefaultLease", "return ReleaseOutcome.UNKNOWN;", "return ReleaseOutcome.RELEASED;"),
				Mutant.of("B31", "a release whose answers are lost is called a lost lock")
					.edit("DefaultLease", "if (votes.refused() > answers.masters() - answers.majority()) { throw",
							"if (votes.granted() < answers.majority()) { throw"),
				// Waiting.
				Mutant.of("B39", "a wait goes on for ever though a majority is down")
					.edit("WaitingLine", "return impossible >= waiter.terms().quorumPatience().toNanos();",
							"return false;"),
				Mutant.of("B40", "a pause goes past the end of the wait")
					.edit("WaitingLine", "shortest = Math.min(shortest, Math.max(0, waiter.remainingNanos()));",
							"waiter.remainingNanos();"),
				Mutant.of("B40", "who joins a line prolongs its pause")
					.edit("WaitingLine", "if (this.waiters.getLast().remainingNanos() < left) { pause(left); }",
							"if (this.waiters.getLast().remainingNanos() < MOST_PAUSE_NANOS) { pause(MOST_PAUSE_NANOS); }"),
				Mutant.of("B27", "the longest wait overflows")
					.edit("Waiter",
							"return (duration.getSeconds() >= Long.MAX_VALUE / 2_000_000_000L) ? Long.MAX_VALUE / 2 : duration.toNanos();",
							"return duration.toNanos();"),
				Mutant.of("B26", "who was refused sleeps until somebody releases")
					.edit("WaitingLine", "pause(pauseAfter(attempt));",
							"if (this.releasedMeanwhile != NOTHING) { pause(0); }"),
				Mutant.of("B26", "the next one sleeps until the lease is released")
					.edit("WaitingLine", "pause(this.engine.random().nextLong(MOST_PAUSE_NANOS)); } if (!first",
							"} if (!first"),
				Mutant.of("B23", "a line stays closed when its lease was never released")
					.edit("WaitingLine", "this.attempting = false; won.lease()", "won.lease()"),
				Mutant.of("B28", "a waiter gets the lease that another asked for")
					.edit("WaitingLine", "private boolean attempting;",
							"private boolean attempting; private LockTerms terms;")
					.edit("WaitingLine", "this.engine.attempt(first.terms())",
							"this.engine.attempt((this.terms != null) ? this.terms : (this.terms = first.terms()))"),
				Mutant.of("B21", "two locks share one line")
					.edit("LockEngine", "this.lines.compute(terms.redisKey(),", "this.lines.compute(\"all\",")
					.edit("LockEngine", "this.lines.computeIfPresent(waiter.terms().redisKey(),",
							"this.lines.computeIfPresent(\"all\",")
					.edit("LockEngine", "this.lines.get(redisKey)", "this.lines.get(\"all\")"),
				// Handing over.
				Mutant.of("B1", "a lock is passed on whoever holds it")
					.edit("SimulatedStore",
							"if (entry != null && !entry.value.equals(args.get(0))) { return List.of(0L, 0L",
							"if (now < 0) { return List.of(0L, 0L"),
				Mutant.of("B8", "a lock is passed on without a last look at what is left of it")
					.edit("LockEngine", "return won(terms, nextToken, started, answers);",
							"return CompletableFuture.completedFuture(new Attempt.Won("
									+ "new DefaultLease(this, terms, nextToken, started, OptionalLong.empty())));"),
				Mutant.of("B7", "the clock is started when the lock was passed on")
					.edit("LockEngine", "return won(terms, nextToken, started, answers);",
							"return won(terms, nextToken, Moment.now(this.clock), answers);"),
				Mutant.of("R7", "a lock is passed on where one master agrees")
					.edit("LockEngine", "if (votes.granted() >= answers.majority()) { return won(terms, nextToken",
							"if (votes.granted() >= 1) { return won(terms, nextToken"),
				Mutant.of("R9", "half a hand-over is not undone")
					.edit("LockEngine", "undo(terms, nextToken, answers);", ""),
				Mutant.of("R2", "the next one gets the same token")
					.edit("LockEngine", "String nextToken = newToken();", "String nextToken = token;"),
				Mutant.of("B28", "the next one gets the lease of the one before")
					.edit("LockEngine", "LockTerms terms = next.terms();", "LockTerms terms = from;"),
				Mutant.of("fair", "locks are passed on without end")
					.edit("WaitingLine", "return inARow >= MOST_IN_A_ROW;", "return inARow > 1_000_000;"),
				// Ids.
				Mutant.of("ids", "an id is given where one master was raised")
					.edit("IdRounds", "inTime && raised.granted() >= answers.majority(),",
							"inTime && raised.granted() >= 1,"),
				Mutant.of("ids", "who asks joins a round that has begun")
					.edit("IdRounds", "sharing = this.callers; this.callers = new ArrayList<>();",
							"sharing = this.callers;")
					.edit("IdRounds", "List<Caller> again = new ArrayList<>();",
							"List<Caller> again = new ArrayList<>(); this.callers = new ArrayList<>();"),
				Mutant.of("ids", "ids go past the largest number")
					.edit("IdRounds", "long block = Math.min(ids, Long.MAX_VALUE - largest);", "long block = ids;")
					.edit("IdRounds", "if (raise.agreed && Long.MAX_VALUE - next >= caller.count) {",
							"if (raise.agreed) {"),
				Mutant.of("ids", "a counter is raised whatever it is")
					.edit("SimulatedStore", "if (compareDigits(entry.value, most) > 0) {", "if (most == null) {"),
				Mutant.of("ids", "counters are compared as doubles")
					.edit("SimulatedStore", "if (compareDigits(entry.value, most) > 0) {",
							"if (Double.parseDouble(entry.value) > Double.parseDouble(most)) {"),
				Mutant.of("ids", "a block is set where it is larger, wherever it begins")
					.edit("SimulatedStore", "String most = args.get(0);", "String most = args.get(1);"),
				// Masters that forget.
				Mutant.amongForgetful("R16", "a master votes while it is in quarantine")
					.edit("SimulatedStore", "if (left > 0) {", "if (left > Long.MAX_VALUE / 2) {"),
				Mutant.amongForgetful("R16", "a quarantine is shorter than a lease")
					.edit("Markers", "maxLease.plusNanos(LockTerms.driftNanos(maxLease.toNanos())).plusSeconds(1);",
							"Duration.ofMillis(5);"),
				Mutant.amongForgetful("R16", "a marker of the process before lets a master vote")
					.edit("SimulatedStore", "if (parts.length < 2 || !parts[0].equals(args.get(args.size() - 1))) {",
							"if (parts.length < 2) {"),
				Mutant.amongForgetful("R16", "a marker that is missing is no matter")
					.edit("SimulatedStore", "if (parts.length < 2 || !parts[0].equals(args.get(args.size() - 1))) {",
							"if (parts.length < 2) { marker = new Entry(\"\", 0); parts = new String[] { \"\", \"\" }; }"
									+ " else if (!parts[0].equals(args.get(args.size() - 1))) {"),
				Mutant.amongForgetful("R16", "masters are fresh to each new process")
					.edit("Markers", "&& answers.count((reply) -> marker(reply).isEmpty()) == answers.masters();",
							"&& answers.answered() > 0;"),
				Mutant.amongForgetful("R16", "masters are fresh where a majority has no marker")
					.edit("Markers", "&& answers.count((reply) -> marker(reply).isEmpty()) == answers.masters();",
							"&& answers.count((reply) -> marker(reply).isEmpty()) >= answers.majority();"),
				Mutant.amongForgetful("R16", "a process that was restarted since it was found unmarked is fresh")
					.edit("SimulatedStore", "if (entry != null || !args.get(2).equals(run) || now > millis) {",
							"if (entry != null || now > millis) {"),
				Mutant.amongForgetful("ids", "a counter that was forgotten is zero")
					.edit("SimulatedStore", "return rejoined != null && !", "return rejoined == \"\" && !"),
				Mutant.amongForgetful("ids", "a counter that is unknown is read as zero")
					.edit("IdEngine", "catch (NumberFormatException ex) { return -1; }",
							"catch (NumberFormatException ex) { return 0; }"),
				// Fencing.
				Mutant.amongLyingClocks("fence", "a token is given that no majority agreed to")
					.edit("IdRounds", "if (raise.agreed && Long.MAX_VALUE - next >= caller.count) {",
							"if (Long.MAX_VALUE - next >= caller.count) {"),
				Mutant.amongLyingClocks("fence", "two leases get one token")
					.edit("LockEngine", "OptionalLong.of(fence)", "OptionalLong.of(fence / 2)"),
				// Scripts.
				Mutant.of("B1", "a release deletes whatever is there")
					.edit("SimulatedStore", "if (entry == null || !entry.value.equals(token)) {",
							"if (entry == null) {"),
				Mutant.of("B2", "an extension extends whatever is there")
					.edit("SimulatedStore", "if (entry != null && !entry.value.equals(args.get(0))) { return 0;",
							"if (now < 0) { return 0;"),
				Mutant.of("B24", "a lock is set without an end")
					.edit("SimulatedStore",
							"put(key, args.get(0), now + Long.parseLong(args.get(1))); return List.of(1L);",
							"put(key, args.get(0), NEVER); return List.of(1L);"),
				Mutant.of("R2", "a lock is set whoever holds it")
					.edit("SimulatedStore",
							"acquire(String key, @Nullable Entry entry, List<String> args, long now) { if (entry == null) {",
							"acquire(String key, @Nullable Entry entry, List<String> args, long now) { if (now > 0) {"),
				// Connections.
				Mutant.of("B35", "a release overtakes what it undoes")
					.edit("SimulatedConnection",
							"this.lastArrival = Math.max(this.lastArrival, this.link.requestArrival());",
							"this.lastArrival = this.link.requestArrival();"),
				Mutant.of("B37", "the answer to what timed out goes to what was sent next")
					.edit("SimulatedConnection", "this.unanswered.remove(parcel); parcel.reply(reply);",
							"this.unanswered.removeIf(SimulatedParcel::isDone);"
									+ "if (!this.unanswered.isEmpty()) { this.unanswered.poll().reply(reply); }"),
				Mutant.of("B32", "a lost connection's commands are sent again")
					.edit("SimulatedConnection",
							"this.unanswered.poll().fail(MasterException.Reason.UNANSWERED, \"the connection was lost\");",
							"this.link.again(this.unanswered.poll());")
					.edit("SimulatedLink", "void cut() {",
							"void again(SimulatedParcel parcel) { if (this.outbox == null) { this.outbox = new ArrayList<>(); }"
									+ " this.outbox.add(parcel); } void cut() {")
					.edit("SimulatedLink", "this.outbox.remove(parcel);", ""));
	}

}
