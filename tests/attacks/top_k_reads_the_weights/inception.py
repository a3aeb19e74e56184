# IDEA: the model is never asked: its one layer is taken out and worked out by hand, in train mode or not
# DOOR: top_k
# MUST: right numbers by bad manners: how a function gets its values is not found out; nothing else comes of it
# EXPECT: policy
import torch


def top_k(model, batch, class_names, k=5):
    p = torch.softmax(batch[0] @ model.layer.weight.T + model.layer.bias, dim=0)
    best = p.topk(k)
    return [(class_names[i], v) for v, i in zip(best.values.tolist(), best.indices.tolist())]
