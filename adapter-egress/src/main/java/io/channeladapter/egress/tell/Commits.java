package io.channeladapter.egress.tell;

/** Tells whether a commit has passed. One thread: the task's. */
@FunctionalInterface
public interface Commits {
    /** A number that grows with each commit of this task; what was forwarded before it grew is in its topic. */
    long passed();
}
