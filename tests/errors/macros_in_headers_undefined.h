#undef SEND
