/* As libraries rename what they have. */
struct queue;
int library_queue_put(struct queue *queue, int n);
#define queue_put library_queue_put
