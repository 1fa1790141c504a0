static int queue_is_empty(int head, int tail) { return head == tail; }
