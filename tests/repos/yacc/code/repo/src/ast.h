struct node;
