/* queue.h: a channel as one writes it with POSIX threads: a bounded queue of ints under a mutex,
 * with condition variables. With room for none, `queue_put` returns only when its value is taken.
 * Also a thread's start that ends the program when it fails. */
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct queue {
    pthread_mutex_t lock;   /* guards what follows */
    pthread_cond_t filled;  /* a value came, or the queue was closed */
    pthread_cond_t emptied; /* a value went */
    pthread_cond_t taken;   /* the same, for those who wait for their own value to go */
    int *values;            /* a ring */
    unsigned size;          /* of the ring */
    unsigned first;         /* index of the oldest value */
    unsigned count;         /* values held */
    bool meet;              /* room for none: the ring holds the value that is being handed over */
    bool closed;
    unsigned long puts, takes; /* values ever put and taken */
};

static inline void *queue_need(void *memory) {
    if (memory) return memory;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

static inline struct queue *queue_make(unsigned room) {
    struct queue *q = queue_need(calloc(1, sizeof *q));
    q->meet = room == 0;
    q->size = room ? room : 1;
    q->values = queue_need(calloc(q->size, sizeof *q->values));
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->filled, NULL);
    pthread_cond_init(&q->emptied, NULL);
    pthread_cond_init(&q->taken, NULL);
    return q;
}

static inline void queue_put(struct queue *q, int value) {
    pthread_mutex_lock(&q->lock);
    while (q->count == q->size) pthread_cond_wait(&q->emptied, &q->lock);
    q->values[(q->first + q->count++) % q->size] = value;
    unsigned long mine = ++q->puts;
    pthread_cond_signal(&q->filled);
    while (q->meet && q->takes < mine) pthread_cond_wait(&q->taken, &q->lock);
    pthread_mutex_unlock(&q->lock);
}

/* Takes the oldest value; false if there is none and never will be. */
static inline bool queue_take(struct queue *q, int *value) {
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed) pthread_cond_wait(&q->filled, &q->lock);
    bool any = q->count > 0;
    if (any) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->size;
        q->count--;
        q->takes++;
        pthread_cond_signal(&q->emptied);
        if (q->meet) pthread_cond_broadcast(&q->taken);
    }
    pthread_mutex_unlock(&q->lock);
    return any;
}

static inline void queue_close(struct queue *q) {
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

/* Starts a thread that nobody waits for. */
static inline void queue_thread(void *(*function)(void *), void *argument) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, function, argument) != 0) {
        fprintf(stderr, "cannot start a thread\n");
        exit(1);
    }
    pthread_detach(thread);
}

#endif
