void draw_util();
